package maru.bootstrap.testing;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people at {@code nc} and the operator type and see, as a page shows it in two columns: {@code ann> } what is typed
 * in ann's window, {@code ben< } a line that ben's window shows then. The window {@code console} is the server's own. At
 * the end everybody says goodbye, and has seen nothing more but how others went.
 */
public final class LineTranscript {
    private static final Pattern LINE = Pattern.compile("(?:(\\w+)> (.*?))?(?:(?:^|\\s{2,})\\s*(\\w+)< (.*))?");
    private static final Pattern FAREWELL = Pattern.compile("\\* goodbye|\\S+ has left the channel\\(\\S+\\)");
    private static final String CONSOLE = "console";
    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerProcess server;
    private final Map<String, Window> windows = new HashMap<>();
    private final Shown shown = new Shown();

    private LineTranscript(ServerProcess server) {
        this.server = server;
    }

    public static void run(ServerProcess server, List<String> lines) throws IOException {
        LineTranscript transcript = new LineTranscript(server);
        try {
            for (String line : lines) {
                transcript.line(line);
            }
            transcript.end();
        } finally {
            for (Window window : transcript.windows.values()) {
                window.close();
            }
        }
    }

    private void line(String line) throws IOException {
        Matcher columns = LINE.matcher(line);
        assertTrue(columns.matches(), () -> "neither typed nor seen: " + line);
        String typing = columns.group(1);
        if (typing != null) {
            type(typing, columns.group(2).stripTrailing());
        }
        String seeing = columns.group(3);
        if (seeing != null) {
            see(seeing, columns.group(4), line);
        }
    }

    private void type(String who, String what) throws IOException {
        if (who.equals(CONSOLE)) {
            server.type(what);
            return;
        }
        Window window = windows.get(who);
        if (window == null) {
            window = new Window(server.port());
            windows.put(who, window);
        }
        window.type(what);
    }

    private void see(String who, String what, String line) throws IOException {
        String actual;
        if (who.equals(CONSOLE)) {
            actual = server.outputLine();
        } else {
            Window window = windows.get(who);
            assertNotNull(window, "nobody has typed anything before: " + line);
            actual = window.line();
            if (actual != null && actual.startsWith("* goodbye")) {
                assertNull(window.line());
                window.close();
                windows.remove(who);
            }
        }
        assertTrue(actual != null && shown.matches(what, actual), () -> "documented: " + line + ", seen: " + actual);
    }

    private void end() throws IOException {
        for (Window window : windows.values()) {
            window.type("/bye");
            for (String line = window.line(); line != null; line = window.line()) {
                String seen = line;
                assertTrue(FAREWELL.matcher(line).matches(), () -> "not documented: " + seen);
            }
        }
    }

    private static final class Window implements Closeable {
        private final Socket socket;
        private final BufferedReader in;

        Window(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void type(String line) throws IOException {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        String line() throws IOException {
            return in.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
