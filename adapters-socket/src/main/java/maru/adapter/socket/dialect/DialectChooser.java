package maru.adapter.socket.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Pattern;
import maru.adapter.socket.session.Input;
import maru.adapter.socket.session.Session;

/**
 * Chooses a connection's dialect by its first bytes, for good, and hands them over: a {@code <} before any blank or
 * line feed begins frames, any other line is a person's name. What speaks another protocol (a TLS hello, a browser, mail
 * and others that send lines) is closed without a word, as soon as it is known, and so is what 1,024 bytes did not tell.
 * Nothing of it is executed: no web page may have a browser post requests.
 */
public final class DialectChooser implements Input {
    private static final int MOST_BYTES = 1_024;
    private static final int TLS_HANDSHAKE = 0x16;

    /** How a hello of SSL 2 begins: its length, and what it is. No text and no frame can. */
    private static final byte SSL2_SHORT_RECORD = (byte) 0x80;

    private static final int SSL2_CLIENT_HELLO = 1;
    private static final int SSL2_TYPE_AT = 2;
    private static final byte[] NOTHING = {};
    private static final byte[] HELP =
            "type your name and Enter to chat, or help<> and Enter for the commands of programs\n"
                    .getBytes(StandardCharsets.US_ASCII);

    /** First lines of other protocols: of HTTP, and of those that begin with a word. */
    private static final Pattern FOREIGN_LINE = Pattern.compile(
            "(?s).* HTTP/(1\\.0|1\\.1|2\\.0)[ \t\r]*|(SSH-|EHLO |HELO |\\*[0-9]|CAP |NICK |USER |PASS ).*");

    private enum Verdict {
        MORE,
        FRAMES,
        LINES,
        FOREIGN
    }

    private final Session session;
    private final Function<Session, Input> frames;
    private final Function<Session, Input> lines;
    private byte[] first = NOTHING;
    private int blanks;
    private boolean helped;

    /** Each of the functions makes what goes on with that dialect. */
    public DialectChooser(Session session, Function<Session, Input> frames, Function<Session, Input> lines) {
        this.session = session;
        this.frames = frames;
        this.lines = lines;
    }

    @Override
    public String dialect() {
        return "?";
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
        int start = first.length == 0 ? skipBlanks(bytes, from, to) : from;
        int room = Math.max(start, Math.min(to, start + MOST_BYTES - blanks - first.length));
        byte[] before = first;
        if (before.length == 0) {
            choose(verdict(bytes, start, room), before, bytes, start, room, to);
        } else {
            byte[] begin = join(before, bytes, start, room);
            choose(verdict(begin, 0, begin.length), before, bytes, start, room, to);
        }
    }

    private void choose(Verdict verdict, byte[] before, byte[] bytes, int start, int room, int to) {
        switch (verdict) {
            case FRAMES -> handOver(frames, before, bytes, start, to);
            case LINES -> handOver(lines, before, bytes, start, to);
            case FOREIGN -> session.close();
            case MORE -> {
                first = join(before, bytes, start, room);
                if (blanks + first.length >= MOST_BYTES) {
                    session.close();
                }
            }
        }
    }

    private static byte[] join(byte[] before, byte[] bytes, int from, int to) {
        byte[] joined = Arrays.copyOf(before, before.length + to - from);
        System.arraycopy(bytes, from, joined, before.length, to - from);
        return joined;
    }

    private void handOver(Function<Session, Input> chosen, byte[] before, byte[] bytes, int from, int to) {
        Input dialect = chosen.apply(session);
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

    private static Verdict verdict(byte[] bytes, int from, int to) {
        if (from < to && bytes[from] == TLS_HANDSHAKE) {
            return Verdict.FOREIGN;
        }
        if (from < to && bytes[from] == SSL2_SHORT_RECORD) {
            if (to - from <= SSL2_TYPE_AT) {
                return Verdict.MORE;
            }
            if (bytes[from + SSL2_TYPE_AT] == SSL2_CLIENT_HELLO) {
                return Verdict.FOREIGN;
            }
        }
        int at = from;
        while (at < to && !isBlank(bytes[at])) {
            if (bytes[at++] == '<') {
                return Verdict.FRAMES;
            }
        }
        return at == to ? Verdict.MORE : verdictOfLine(bytes, from, at, to);
    }

    /** Of a first line that is not frames, since a blank or its end comes first. */
    private static Verdict verdictOfLine(byte[] bytes, int from, int blank, int to) {
        String line = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        String word = line.substring(0, blank - from);
        if (bytes[blank] == ' ' && (word.equals("GET") || word.equals("HEAD"))) {
            return Verdict.FOREIGN;
        }
        int end = line.indexOf('\n');
        if (end < 0) {
            return Verdict.MORE;
        }
        return FOREIGN_LINE.matcher(line.substring(0, end)).matches() ? Verdict.FOREIGN : Verdict.LINES;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
