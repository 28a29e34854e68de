package maru.bootstrap.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of standard input, in UTF-8 whatever the locale, that end in LF or CRLF. One that is longer than any command is cut, not gathered. */
final class ConsoleInput {
    static final int MAX_LENGTH = 8_192;

    private final Reader reader;

    ConsoleInput(InputStream in) {
        reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** Null at the end of the input. */
    @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int read = reader.read();
        if (read < 0) {
            return null;
        }
        while (read >= 0 && read != '\n') {
            if (line.length() < MAX_LENGTH) {
                line.append((char) read);
            }
            read = reader.read();
        }
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
            line.setLength(length - 1);
        }
        return line.toString();
    }
}
