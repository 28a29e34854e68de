package maru.adapter.socket.frame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import maru.adapter.socket.frame.FrameParser.Outcome;

/**
 * Feeds a parser piece by piece, as a connection does: what it needs of an unfinished frame is moved to another array,
 * and the old one is written over.
 */
public final class PieceFeed {
    public static final String MALFORMED = "malformed";
    public static final String TOO_LONG = "too long";

    /** Between two fields of a frame as it is described; no byte looks like it. */
    public static final char SEPARATOR = '|' + 256;

    private static final int PADDING = Long.BYTES;

    private final FrameParser parser;
    private final List<String> found = new ArrayList<>();
    private byte[] bytes = {};
    private int from;
    private int to;
    private int moves;

    PieceFeed(int maxFrameBytes) {
        parser = new FrameParser(maxFrameBytes);
    }

    FrameParser parser() {
        return parser;
    }

    /** What was found so far: frames as {@link #describe} shows them, {@link #MALFORMED} or {@link #TOO_LONG}. */
    List<String> found() {
        return found;
    }

    PieceFeed feed(byte[] source, int start, int end) {
        int kept = to - from;
        int offset = moves++ % Long.BYTES;
        byte[] moved = new byte[offset + kept + end - start + PADDING];
        System.arraycopy(bytes, from, moved, offset, kept);
        System.arraycopy(source, start, moved, offset + kept, end - start);
        Arrays.fill(bytes, (byte) '>');
        bytes = moved;
        from = offset;
        to = offset + kept + end - start;
        parser.begin(bytes, from, to);
        for (Outcome outcome = parser.next(); outcome != Outcome.MORE; outcome = parser.next()) {
            found.add(outcome(outcome));
        }
        from = parser.position();
        if (!parser.keepsBytes() && from != to) {
            throw new AssertionError("bytes left over outside a frame");
        }
        return this;
    }

    private String outcome(Outcome outcome) {
        return switch (outcome) {
            case FRAME -> describe(parser);
            case MALFORMED -> MALFORMED;
            case TOO_LONG -> TOO_LONG;
            case MORE -> throw new IllegalArgumentException("there is nothing to describe");
        };
    }

    /** Name, fields as they stand and whether there are escapes, of the parser's frame. */
    static String describe(FrameParser parser) {
        StringBuilder text = new StringBuilder(text(parser, parser.nameStart(), parser.nameEnd()));
        text.append('<');
        int start = parser.fieldsStart();
        for (int comma = 0; comma < parser.commaCount(); comma++) {
            text.append(text(parser, start, parser.comma(comma))).append(SEPARATOR);
            start = parser.comma(comma) + 1;
        }
        text.append(text(parser, start, parser.fieldsEnd())).append('>');
        return parser.isEscaped() ? text.append(" escaped").toString() : text.toString();
    }

    private static String text(FrameParser parser, int from, int to) {
        return new String(parser.bytes(), from, to - from, StandardCharsets.ISO_8859_1);
    }
}
