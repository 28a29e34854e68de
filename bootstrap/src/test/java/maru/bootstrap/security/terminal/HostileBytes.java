package maru.bootstrap.security.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Bytes that would paint a terminal, draw a line in another's name or look like a line of the log, where somebody lets
 * them through. Frames are written by an encoder of its own, which has nothing of the server's.
 */
final class HostileBytes {
    /** What the forged lines of a log begin with, a year in which there was no server; no line may begin so. */
    static final String FORGED_LOG = "INFO 1999-01-01T00:00:00.000Z [io-1] Server server_stopped";

    /** The sender of forged lines of people; nobody has the name. */
    static final String FORGED_SENDER = "mallory-in-the-middle";

    private static final int MOST_PARTS = 6;

    /** Valid UTF-8 and not, controls of both kinds, and what is harmless, so that some of it is taken. */
    private static final List<byte[]> PARTS = List.of(
            utf8("a"),
            utf8("Zoë"),
            utf8("마루"),
            utf8("b"),
            utf8("\u001b[31;5m"),
            utf8("\u001b]0;owned\u0007"),
            utf8("\u001b[2J\u001b[H"),
            utf8("\r"),
            utf8("\n"),
            utf8("\r\n"),
            utf8("\t"),
            utf8("\b\b\b"),
            utf8("\u0000"),
            utf8("\u007f"),
            utf8("\u0085"),
            utf8("\u009b31m"),
            utf8("\u009d0;owned\u009c"),
            bytes(0x9b, '3', '1', 'm'),
            bytes(0x85),
            bytes(0xc2),
            bytes(0xed, 0xa0, 0x80),
            bytes(0xc0, 0x8a),
            bytes(0xf4, 0x90, 0x80, 0x80),
            utf8("\u202e"),
            utf8("\u202d\u2066\u2069"),
            utf8("\u2028"),
            utf8("\u2029"),
            utf8("\u200b\ufeff"),
            utf8("\n" + FORGED_LOG + "\n"),
            utf8("\r\n" + FORGED_SENDER + ": hello\r\n"),
            utf8("\n* NOTICE: " + FORGED_SENDER + "\n"),
            utf8("{}{}%s%n${jndi:ldap://x}"),
            utf8("<"),
            utf8(">"),
            utf8(","),
            utf8("\\"));

    private final SplittableRandom random;

    HostileBytes(long seed) {
        random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Some parts, one after another. */
    byte[] next() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int left = random.nextInt(1, MOST_PARTS); left > 0; left--) {
            all.writeBytes(PARTS.get(random.nextInt(PARTS.size())));
        }
        return all.toByteArray();
    }

    /** The same without the end of a line. */
    byte[] nextLine() {
        byte[] bytes = next();
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = bytes[at] == '\n' ? (byte) ' ' : bytes[at];
        }
        return bytes;
    }

    /** A frame with its fields escaped. */
    static byte[] frame(String name, List<byte[]> fields) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(utf8(name));
        char before = '<';
        for (byte[] field : fields) {
            frame.write(before);
            for (byte b : field) {
                if (b == '<' || b == '>' || b == ',' || b == '\\') {
                    frame.write('\\');
                }
                frame.write(b);
            }
            before = ',';
        }
        frame.writeBytes(utf8(fields.isEmpty() ? "<>" : ">"));
        return frame.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int at = 0; at < values.length; at++) {
            bytes[at] = (byte) values[at];
        }
        return bytes;
    }
}
