package maru.adapter.socket.frame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page on the protocol once more, slowly: all bytes are there, each frame is first cut out and then looked at as a
 * whole. Describes what it finds as {@link PieceFeed} does.
 */
public final class ReferenceParser {
    private static final Pattern FRAME = Pattern.compile("([a-z-]{1,32})<((?:[^<>,\\\\]|,|\\\\.)*)>", Pattern.DOTALL);
    private static final Pattern COMMA = Pattern.compile("((?:[^,\\\\]|\\\\.)*),", Pattern.DOTALL);
    private static final int MOST_COMMAS = 7;

    private final String all;
    private final int maxFrameBytes;
    private final Predicate<String> isWrong;
    private final List<String> found = new ArrayList<>();

    private ReferenceParser(byte[] bytes, int maxFrameBytes, Predicate<String> isWrong) {
        this.all = new String(bytes, StandardCharsets.ISO_8859_1);
        this.maxFrameBytes = maxFrameBytes;
        this.isWrong = isWrong;
    }

    static List<String> parse(byte[] bytes, int maxFrameBytes) {
        return parse(bytes, maxFrameBytes, frame -> false);
    }

    /**
     * All there is, one after another.
     *
     * @param isWrong whether a frame, as it is described, is malformed for what its fields are
     */
    public static List<String> parse(byte[] bytes, int maxFrameBytes, Predicate<String> isWrong) {
        ReferenceParser parser = new ReferenceParser(bytes, maxFrameBytes, isWrong);
        int at = 0;
        while (at < bytes.length) {
            at = isBlank(parser.all.charAt(at)) ? at + 1 : parser.frame(at);
        }
        return parser.found;
    }

    /** @return where to go on */
    private int frame(int start) {
        int end = end(start);
        if (end < 0) {
            if (all.length() - start >= maxFrameBytes) {
                found.add(PieceFeed.TOO_LONG);
            }
            return all.length();
        }
        Matcher frame = FRAME.matcher(all.substring(start, end));
        if (end - start > maxFrameBytes) {
            found.add(PieceFeed.TOO_LONG);
        } else if (frame.matches()) {
            String described = describe(frame.group(1), frame.group(2));
            found.add(described);
            return isWrong.test(described) ? behindAngles(end) : end;
        } else {
            found.add(PieceFeed.MALFORMED);
            return all.charAt(end - 1) == '>' ? behindAngles(end) : end;
        }
        return end;
    }

    /** Behind the frame that begins there; -1 where it does not end. */
    private int end(int start) {
        boolean angle = false;
        for (int at = start; at < all.length(); at++) {
            char c = all.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '>' || (!angle && isBlank(c))) {
                return at + 1;
            } else if (c == '<') {
                angle = true;
            }
        }
        return -1;
    }

    private int behindAngles(int end) {
        int at = end;
        while (at < all.length() && all.charAt(at) == '>') {
            at++;
        }
        return at;
    }

    private static String describe(String name, String fields) {
        StringBuilder text = new StringBuilder(name).append('<');
        Matcher comma = COMMA.matcher(fields);
        int at = 0;
        for (int count = 0;
                count < MOST_COMMAS && comma.region(at, fields.length()).lookingAt();
                count++) {
            text.append(comma.group(1)).append(PieceFeed.SEPARATOR);
            at = comma.end();
        }
        text.append(fields.substring(at)).append('>');
        return fields.contains("\\") ? text.append(" escaped").toString() : text.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
