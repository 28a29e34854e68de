package maru.bootstrap.security.terminal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a server and its people were left with, byte by byte. */
final class Traces {
    private static final Pattern LOG_LINE = Pattern.compile(
            "(TRACE|DEBUG|INFO|WARN|ERROR) 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z \\[[^\\]]+] \\S+ .+");

    /** What stands at the beginning of a line that people see, whoever they are. */
    private static final Pattern PERSONS_LINE = Pattern.compile(
            "([*!] |[^ :]+: |[^ :]+ -> [^ :]+ : ).*|[^ :]+ has (joined [^ :]+|left the channel\\([^ :]+\\))|");

    private static final int SHOWN = 120;

    private Traces() {}

    /** Every line of it is one of the log's, and none is forged. */
    static List<String> ofLog(byte[] log) {
        List<String> lines = visibleLines(log, false);
        for (String line : lines) {
            assertTrue(LOG_LINE.matcher(line).matches(), "no line of a log: " + line);
        }
        return lines;
    }

    /** Nothing in it moves the cursor or paints, and nobody draws a line of the log or of another. */
    static List<String> ofConsole(byte[] shown) {
        return visibleLines(shown, false);
    }

    /** Every line of it has the shape of one that people are shown. */
    static List<String> ofPerson(byte[] received) {
        List<String> lines = visibleLines(received, true);
        for (String line : lines) {
            assertTrue(PERSONS_LINE.matcher(line).matches(), "no line for people: " + line);
        }
        return lines;
    }

    private static List<String> visibleLines(byte[] bytes, boolean mayHaveTabs) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return fail("not UTF-8", e);
        }
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isHidden(c) && c != '\n' && !(c == '\t' && mayHaveTabs)) {
                fail(String.format("U+%04X in: %s", (int) c, text.substring(Math.max(0, at - SHOWN), at)));
            }
        }
        List<String> lines = List.of(text.split("\n", -1));
        for (String line : lines) {
            assertFalse(line.startsWith(HostileBytes.FORGED_LOG), "a forged line");
            assertFalse(line.startsWith(HostileBytes.FORGED_SENDER), "a forged line");
            assertFalse(line.startsWith("* NOTICE: " + HostileBytes.FORGED_SENDER), "a forged line");
        }
        assertTrue(lines.get(lines.size() - 1).isEmpty(), "the last line has no end");
        return lines.subList(0, lines.size() - 1);
    }

    private static boolean isHidden(char c) {
        return c < ' '
                || (c >= 0x7f && c <= 0x9f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x2028
                || c == 0x2029;
    }

    /** None of the secrets is in a file there, or in the name of one. */
    static void ofSecrets(Path folder, Collection<String> secrets) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.toList();
        }
        for (Path file : files) {
            // As single bytes: what is no text is looked through too.
            String content = Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            for (String secret : secrets) {
                assertFalse(file.toString().contains(secret), "a secret in the name of a file");
                assertFalse(content.contains(secret), "a secret in " + file.getFileName());
            }
        }
    }
}
