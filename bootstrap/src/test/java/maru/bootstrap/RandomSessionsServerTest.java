package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import maru.bootstrap.sessions.RandomSessions;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty clients do what comes into their heads, and a small model of keys, rooms and users knows every reply and push.
 * On a file the server is stopped or killed in between, and the model knows what must be there afterwards. A million
 * steps at night. What fails leaves a script, which {@code -Dmaru.sessions.script=FILE} runs again, on the store of
 * {@code -Dmaru.sessions.store}.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES) // no wait within it is longer than 20 seconds
final class RandomSessionsServerTest {
    private static final boolean IS_NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int STEPS = IS_NIGHTLY ? 80_000 : 40_000;
    private static final int STEPS_OF_RANDOM_SEED = 20_000;
    private static final int STEPS_ON_FILE = IS_NIGHTLY ? 10_000 : 1_500;
    private static final int STEPS_BEFORE_RESTART = IS_NIGHTLY ? 1_000 : 500;

    /** Each with a store of its own, which forgets no key of say-once within the minutes that it takes: ten at most. */
    private static final int RUNS = IS_NIGHTLY ? 10 : 1;

    private static final int KEPT = 50;
    private static final String SCRIPT = "maru.sessions.script";
    private static final String SEED = "maru.sessions.seed";

    @TempDir
    Path folder;

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
        long seed = Long.getLong(SEED, System.nanoTime());
        for (long run = 0; run < RUNS; run++) {
            check(seed + run, STEPS_OF_RANDOM_SEED);
        }
    }

    @Test
    void serverWithAFileDoesWhatTheModelDoesAcrossStopsAndKills() throws Exception {
        long seed = Long.getLong(SEED, System.nanoTime());
        for (long run = 0; run < RUNS; run++) {
            checkOnFile(seed + run, "run-" + run + ".db");
        }
    }

    private void replay(String script) throws Exception {
        List<String> steps = Files.readAllLines(Path.of(script));
        if (System.getProperty("maru.sessions.store", "mem").equals("rdb")) {
            try (RestartedServer server = new RestartedServer(folder, "replay.db");
                    RandomSessions sessions = server.sessions()) {
                sessions.replay(steps);
            }
        } else {
            try (TestServer server = server();
                    RandomSessions sessions = new RandomSessions(server.port(), KEPT, kill -> server.port())) {
                sessions.replay(steps);
            }
        }
    }

    private static void check(long seed, int steps) throws Exception {
        try (TestServer server = server();
                RandomSessions sessions = new RandomSessions(server.port(), KEPT, kill -> server.port())) {
            run(seed, steps, steps, sessions);
        }
    }

    private void checkOnFile(long seed, String file) throws Exception {
        try (RestartedServer server = new RestartedServer(folder, file);
                RandomSessions sessions = server.sessions()) {
            run(seed, STEPS_ON_FILE, STEPS_BEFORE_RESTART, sessions);
        }
    }

    private static void run(long seed, int steps, int stepsOfServer, RandomSessions sessions) throws Exception {
        try {
            sessions.run(seed, steps, stepsOfServer);
        } catch (AssertionError | IOException e) {
            throw new AssertionError(e.getMessage() + "; " + kept(seed, sessions), e);
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

    /** The server as a process, on one file, again and again. */
    private static final class RestartedServer implements AutoCloseable {
        private final Path folder;
        private final String file;
        private ServerProcess process;

        RestartedServer(Path folder, String file) throws IOException {
            this.folder = folder;
            this.file = file;
            this.process = start();
        }

        private ServerProcess start() throws IOException {
            return ServerProcess.start(folder, "rdb", "--db", file, "--durability", "process", "--heartbeat", "3600");
        }

        /** Clients of it. */
        RandomSessions sessions() throws IOException {
            return new RandomSessions(process.port(), Integer.MAX_VALUE, this::restart);
        }

        private int restart(boolean kill) throws Exception {
            if (kill) {
                process.kill();
            } else {
                process.terminate();
                assertEquals(0, process.awaitExit(), process.errors());
            }
            process = start();
            return process.port();
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
