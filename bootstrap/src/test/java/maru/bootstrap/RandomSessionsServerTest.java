package maru.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import maru.bootstrap.sessions.RandomSessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Twenty clients do what comes into their heads, and a small model of rooms and users knows every reply and push. A
 * million steps at night. What fails leaves a script, which {@code -Dmaru.sessions.script=FILE} runs again.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // no wait within it is longer than 20 seconds
final class RandomSessionsServerTest {
    private static final int STEPS = 80_000;
    private static final int STEPS_OF_RANDOM_SEED = 20_000;

    /** Each with a server of its own, which forgets nothing within the minutes that it takes. */
    private static final int RUNS = Boolean.getBoolean("maru.nightly") ? 10 : 1;

    private static final int KEPT = 50;
    private static final String SCRIPT = "maru.sessions.script";

    @Test
    void serverDoesWhatTheModelDoes() throws Exception {
        for (long run = 0; run < RUNS; run++) {
            check(20261120 + run, STEPS);
        }
    }

    @Test
    void serverDoesWhatTheModelDoesFromAnySeed() throws Exception {
        String script = System.getProperty(SCRIPT);
        if (script != null) {
            replay(script);
            return;
        }
        long seed = Long.getLong("maru.sessions.seed", System.nanoTime());
        for (long run = 0; run < RUNS; run++) {
            check(seed + run, STEPS_OF_RANDOM_SEED);
        }
    }

    private static void replay(String script) throws Exception {
        try (TestServer server = server();
                RandomSessions sessions = new RandomSessions(server.port(), KEPT)) {
            sessions.replay(Files.readAllLines(Path.of(script)));
        }
    }

    private static void check(long seed, int steps) throws Exception {
        try (TestServer server = server();
                RandomSessions sessions = new RandomSessions(server.port(), KEPT)) {
            try {
                sessions.run(seed, steps);
            } catch (AssertionError | IOException e) {
                throw new AssertionError(e.getMessage() + "; " + kept(seed, sessions), e);
            }
        }
    }

    private static String kept(long seed, RandomSessions sessions) throws IOException {
        Path script = Path.of("target", "random-sessions-" + seed + ".txt");
        Files.write(script, sessions.script());
        int steps = sessions.script().size();
        return "seed " + seed + "L, step " + steps + ", all steps: " + script.toAbsolutePath();
    }

    private static TestServer server() throws Exception {
        return new TestServer("mem", "--history", Integer.toString(KEPT), "--heartbeat", "3600");
    }
}
