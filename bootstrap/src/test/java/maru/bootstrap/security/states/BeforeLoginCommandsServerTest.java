package maru.bootstrap.security.states;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where login is required, who is not logged in can do what leads to that, and nothing else. */
class BeforeLoginCommandsServerTest {
    private static final Set<String> OPEN = Set.of("login", "resume", "register", "ping", "pong", "help", "quit");

    @TempDir
    Path folder;

    @Test
    void everythingElseIsRefused() throws Exception {
        TreeMap<String, String> expected = new TreeMap<>();
        TreeMap<String, String> found = new TreeMap<>();
        try (ServerProcess server = ServerProcess.start(folder, "mem", "--require-login");
                Cells cells = new Cells(server)) {
            for (Row row : Row.all()) {
                String usual = row.answer(State.NO_LOGIN);
                String answer = cells.answer(row, State.NO_LOGIN);
                expected.put(row.request(), OPEN.contains(row.command()) ? usual : "login-required");
                found.put(row.request(), isUnreadable(usual) && answer.equals(usual) ? "login-required" : answer);
            }
        }
        Cells.assertSame(expected, found);
    }

    /** What is no request of anybody may be refused as such, too. */
    private static boolean isUnreadable(String answer) {
        return answer.equals("unknown-command") || answer.equals("bad-arguments");
    }
}
