package maru.bootstrap.security.guess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long it takes to be refused does not tell whether there is such a user. */
@Tag("nightly")
class LoginTimingServerTest {
    private static final int ROUNDS = Integer.getInteger("maru.timing.rounds", 2_000);
    private static final int WARM_UP = 100;
    private static final double MOST_DIFFERENCE = 0.05;

    @TempDir
    Path folder;

    @Test
    void anUnknownUserTakesAsLongAsAWrongPassword() throws Exception {
        try (ServerProcess server =
                        ServerProcess.start(folder, "mem", "--max-logins", "0", "--max-failed-logins", "0");
                FrameClient client = server.connect()) {
            try (FrameClient owner = server.connect()) {
                assertTrue(owner.ask("register<alice,a good password>").startsWith("welcome<"));
            }
            long[] known = new long[ROUNDS];
            long[] unknown = new long[ROUNDS];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                boolean knownFirst = round % 2 == 0;
                long first = nanosOf(client, knownFirst ? "alice" : "nobdy");
                long second = nanosOf(client, knownFirst ? "nobdy" : "alice");
                if (round >= 0) {
                    known[round] = knownFirst ? first : second;
                    unknown[round] = knownFirst ? second : first;
                }
            }
            double wrong = mean(known);
            double nobody = mean(unknown);
            System.out.printf(
                    "timing: %d each: wrong password %.3f ms (median %.3f), unknown user %.3f ms (median %.3f)%n",
                    ROUNDS, wrong, median(known), nobody, median(unknown));
            assertEquals(1, nobody / wrong, MOST_DIFFERENCE);
        }
    }

    private static long nanosOf(FrameClient client, String name) throws Exception {
        long began = System.nanoTime();
        String answer = client.ask("login<" + name + ",a bad password>");
        long took = System.nanoTime() - began;
        assertEquals("error<bad-credentials,name and password do not belong together>", answer);
        return took;
    }

    private static double mean(long[] nanos) {
        return Arrays.stream(nanos).average().orElseThrow() / 1e6;
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e6;
    }
}
