package maru.bootstrap.security.states;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole table of commands and states, each cell on a connection of its own. */
class CommandsInStatesServerTest {
    private static final String UNKNOWN = "no-such-command";

    @TempDir
    Path folder;

    @Test
    void everyCommandHasARow() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem");
                Cells cells = new Cells(server)) {
            TreeSet<String> rows = Row.all().stream().map(Row::command).collect(toCollection(TreeSet::new));
            rows.remove(UNKNOWN);
            assertEquals(cells.commands(), rows);
        }
    }

    @Test
    void everyCommandIsAnsweredByWhatTheConnectionIs() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem")) {
            check(server, List.of(State.values()));
        }
    }

    /** Before it, nearly nothing is done: that has a test of its own. */
    @Test
    void afterTheLoginThatIsRequiredAllIsTheSame() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem", "--require-login")) {
            check(server, List.of(State.GUEST, State.REGISTERED, State.IN_ROOM, State.NOT_IN_ROOM));
        }
    }

    private static void check(ServerProcess server, List<State> states) throws Exception {
        TreeMap<String, String> expected = new TreeMap<>();
        TreeMap<String, String> found = new TreeMap<>();
        try (Cells cells = new Cells(server)) {
            for (Row row : Row.all()) {
                for (State state : states) {
                    String cell = row.request() + " " + state;
                    expected.put(cell, row.answer(state));
                    found.put(cell, cells.answer(row, state));
                }
            }
        }
        Cells.assertSame(expected, found);
    }
}
