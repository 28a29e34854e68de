package maru.bootstrap.security.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New connections of one address: as many as 120 at once, and one more each half second. */
class ConnectsPerAddressServerTest {
    private static final int MOST = 120;
    private static final int RETRY_MILLIS = 60_000 / MOST;
    private static final String A = "127.0.0.2";
    private static final String B = "127.0.0.3";

    @TempDir
    Path folder;

    @Test
    void whoComesTooOftenIsToldWhenToComeAgainAndThenLetIn() throws Exception {
        try (ServerProcess server = start()) {
            Comer refused = comeUntilRefused(server);
            String expected =
                    "bye<full," + refused.retry() + ",120 new connections a minute from one address at most: come"
                            + " again in " + refused.retry() + " ms>";
            assertEquals(expected, refused.answer());
            assertTrue(refused.retry() > 0 && refused.retry() <= RETRY_MILLIS, expected);
            try (Comer other = Comer.comes(server, B)) {
                assertTrue(other.isIn(), other.answer());
            }
            LockSupport.parkNanos((refused.retry() + 1) * 1_000_000);
            try (Comer again = Comer.comes(server, A)) {
                assertTrue(again.isIn(), again.answer());
            }
            assertEquals(1, Statistics.of(server).figure("limits.connects-per-address"));
        }
    }

    @Test
    void aDryRunCountsAndLetsThemIn() throws Exception {
        try (ServerProcess server = start("--dry-run-limits")) {
            long end = System.nanoTime() + 20_000_000_000L;
            while (Statistics.of(server).figure("limits.connects-per-address") == 0) {
                assertTrue(System.nanoTime() < end, "nobody comes too often");
                for (int come = 0; come < MOST; come++) {
                    try (Comer comer = Comer.comes(server, A)) {
                        assertTrue(comer.isIn(), comer.answer());
                    }
                }
            }
        }
    }

    private ServerProcess start(String... more) throws Exception {
        String[] options = new String[more.length + 2];
        options[0] = "--max-connects-per-address";
        options[1] = Integer.toString(MOST);
        System.arraycopy(more, 0, options, 2, more.length);
        return ServerProcess.start(folder, "mem", options);
    }

    /** Each goes at once. */
    private static Comer comeUntilRefused(ServerProcess server) throws Exception {
        for (int come = 0; come < 100 * MOST; come++) {
            try (Comer comer = Comer.comes(server, A)) {
                if (!comer.isIn()) {
                    assertTrue(come >= MOST, come + " were let in");
                    return comer;
                }
            }
        }
        throw new AssertionError("nobody is refused");
    }
}
