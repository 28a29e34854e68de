package maru.adapter.socket.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import maru.adapter.socket.session.Input;
import maru.adapter.socket.session.Session;

/**
 * Chooses a connection's dialect by its first bytes, for good, and hands them over: a {@code <} before any blank or
 * line feed begins frames. All else is closed without a word, as soon as it is known to be something else (a TLS
 * hello, {@code GET }, a line) or when 1,024 bytes did not tell. Nothing of it is executed.
 */
public final class DialectChooser implements Input {
    private static final int MOST_BYTES = 1_024;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final byte[] NOTHING = {};
    private static final byte[] HELP = "type help<> and Enter for the commands, or for example put<greeting,hello>\n"
            .getBytes(StandardCharsets.US_ASCII);

    private enum Verdict {
        MORE,
        FRAMES,
        FOREIGN
    }

    private final Session session;
    private final Function<Session, Input> frames;
    private byte[] first = NOTHING;
    private int blanks;
    private boolean helped;

    public DialectChooser(Session session, Function<Session, Input> frames) {
        this.session = session;
        this.frames = frames;
    }

    @Override
    public String dialect() {
        return "?";
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
        int start = first.length == 0 ? skipBlanks(bytes, from, to) : from;
        int room = Math.min(to, start + MOST_BYTES - blanks - first.length);
        byte[] begin = first;
        if (start < room) {
            begin = Arrays.copyOf(first, first.length + room - start);
            System.arraycopy(bytes, start, begin, first.length, room - start);
        }
        int known = first.length;
        first = begin;
        switch (verdict(begin)) {
            case FRAMES -> handOver(Arrays.copyOf(begin, known), bytes, start, to);
            case FOREIGN -> session.close();
            case MORE -> {
                if (blanks + begin.length >= MOST_BYTES) {
                    session.close();
                }
            }
        }
    }

    private void handOver(byte[] before, byte[] bytes, int from, int to) {
        Input dialect = frames.apply(session);
        session.choose(dialect);
        if (before.length > 0 && session.isOpen()) {
            dialect.received(Arrays.copyOf(before, before.length + Long.BYTES), 0, before.length);
        }
        if (session.isOpen()) {
            dialect.received(bytes, from, to);
        }
    }

    private int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isBlank(bytes[at]) && blanks < MOST_BYTES) {
            if (bytes[at] == '\n' && !helped) {
                helped = true;
                session.sendHelp(HELP);
            }
            at++;
            blanks++;
        }
        return at;
    }

    private static Verdict verdict(byte[] begin) {
        if (begin.length > 0 && begin[0] == TLS_HANDSHAKE) {
            return Verdict.FOREIGN;
        }
        int at = 0;
        while (at < begin.length && !isBlank(begin[at])) {
            if (begin[at++] == '<') {
                return Verdict.FRAMES;
            }
        }
        return at == begin.length || !isOver(begin, at) ? Verdict.MORE : Verdict.FOREIGN;
    }

    /** Whether a first line that is not frames is known well enough: it is whole, or a browser's. */
    private static boolean isOver(byte[] begin, int blank) {
        String word = new String(begin, 0, blank, StandardCharsets.ISO_8859_1);
        if (begin[blank] == ' ' && (word.equals("GET") || word.equals("HEAD"))) {
            return true;
        }
        for (int at = blank; at < begin.length; at++) {
            if (begin[at] == '\n') {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
