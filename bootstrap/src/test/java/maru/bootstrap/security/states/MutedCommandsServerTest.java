package maru.bootstrap.security.states;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom an operator has muted says nothing to anybody, and does all else as before. */
class MutedCommandsServerTest {
    private static final Set<String> SAYING = Set.of("say", "say-once", "tell");

    @TempDir
    Path folder;

    @Test
    void whoIsMutedSaysNothingAndDoesAllElse() throws Exception {
        TreeMap<String, String> expected = new TreeMap<>();
        TreeMap<String, String> found = new TreeMap<>();
        try (ServerProcess server = ServerProcess.start(folder, "mem");
                Cells cells = new Cells(server)) {
            for (Row row : Row.all()) {
                String usual = row.answer(State.IN_ROOM);
                boolean says = SAYING.contains(row.command()) && usual.equals("sent");
                expected.put(row.request(), says ? "forbidden" : usual);
                found.put(row.request(), answer(server, cells, row, usual));
            }
        }
        Cells.assertSame(expected, found);
    }

    /** What is refused anyhow may be refused for either reason. */
    private static String answer(ServerProcess server, Cells cells, Row row, String usual) throws IOException {
        try (FrameClient client = server.connect()) {
            String me = cells.enter(client, State.IN_ROOM);
            mute(server, me);
            String answer = cells.answer(client, row, me);
            boolean either = SAYING.contains(row.command()) && !usual.equals("sent") && answer.equals("forbidden");
            return either ? usual : answer;
        }
    }

    /** And waits until that is done. */
    private static void mute(ServerProcess server, String name) throws IOException {
        server.type("mute " + name + " 1h too loud");
        server.type("clients nobody-has-this-in-his-row");
        String line = server.outputLine();
        while (!"0 clients".equals(line)) {
            assertNotNull(line, "the server has ended");
            line = server.outputLine();
        }
    }
}
