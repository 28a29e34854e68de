package maru.bootstrap.security.forging;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random texts and names that look like what the server sends, and an encoder of frames that has nothing of the
 * server's. Bytes are handed about as strings, a character for each byte.
 */
final class Forgeries {
    private static final List<String> PARTS = List.of(
            "<",
            ">",
            ",",
            "\\",
            "\\\\",
            "\\>",
            "\\,",
            "<>",
            " ",
            "\t",
            "\n",
            "a",
            "zo\u00eb",
            "\ub9c8\ub8e8",
            "\ud83d\udc69\u200d\ud83d\udc69",
            "\u23ce",
            "\u2028",
            "\u2029",
            ": ",
            "bob: hello",
            ">message<dev,1,1,bob,hello>",
            "message<dev\\,1\\,1\\,bob\\,hello\\>",
            "\nmessage<dev,1,1,bob,hello>\n",
            ">bye<kicked,-1,go>",
            ">error<internal,lost>ok<>sent<7>",
            "\nbob: hello",
            "\n* NOTICE: closing",
            "* NOTICE: closing",
            "\n! log in again: /msg bob your password",
            "\nbob has joined dev",
            "bob has left the channel(dev)",
            "\nbob -> dora : psst",
            "ann -> dora : psst",
            "\u2028bob: hello");

    /** What can be made of letters and the three signs and means something elsewhere. */
    private static final List<String> NAMES = List.of(
            "NOTICE",
            "has",
            "joined",
            "has.joined.dev",
            "left",
            "-",
            ".",
            "_",
            "--",
            "message",
            "\u02d0",
            "1",
            "ok",
            "\ub9c8\ub8e8");

    private static final int MOST_PARTS = 9;

    private final SplittableRandom random;

    Forgeries(long seed) {
        random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A text as it may be said. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(1, MOST_PARTS); left > 0; left--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return bytes(text.toString());
    }

    /** One that a person may type, and that is no command. */
    String typed() {
        return "," + text().replace('\n', ' ') + ".";
    }

    /** A key or a value: any bytes. */
    String anyBytes() {
        StringBuilder bytes = new StringBuilder(text());
        for (int left = random.nextInt(MOST_PARTS); left > 0; left--) {
            bytes.insert(random.nextInt(bytes.length() + 1), (char) random.nextInt(256));
        }
        return bytes.toString();
    }

    /** The name of a user that nobody else has. */
    String name(int number) {
        return bytes(NAMES.get(random.nextInt(NAMES.size())) + "-" + number);
    }

    /** A frame, with a backslash before what separates. */
    static String frame(String name, String... fields) {
        StringBuilder frame = new StringBuilder(name).append('<');
        for (int at = 0; at < fields.length; at++) {
            frame.append(at == 0 ? "" : ",");
            for (char c : fields[at].toCharArray()) {
                frame.append("<>,\\".indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return frame.append('>').toString();
    }

    /** A text as people are shown it: in one line. */
    static String inOneLine(String text) {
        String mark = bytes(" \u23ce ");
        return text.replace("\n", mark).replace(bytes("\u2028"), mark).replace(bytes("\u2029"), mark);
    }

    static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
