package maru.bootstrap.reliability.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the real process at a random moment, while clients write keys and speak in rooms at once: what was
 * answered or shown to anybody is kept, once.
 */
class KillUnderLoadServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int ROUNDS = NIGHTLY ? 50 : 3;
    private static final int PUTS_PER_SECOND = NIGHTLY ? 20_000 : 3_000;
    private static final int SAYS_PER_SECOND = NIGHTLY ? 5_000 : 600;
    private static final double MOST_SECONDS = NIGHTLY ? 15 : 2;
    private static final double MOST_SECONDS_TO_SERVE = NIGHTLY ? 3 : 30;
    private static final String AWAY = "away";

    private final Random random = new Random(20261121);
    private final List<Double> secondsToServe = new ArrayList<>();
    private final People people = new People();

    @TempDir
    Path folder;

    @Test
    void whatWasAnsweredOrShownSurvivesAKill() throws Exception {
        try (Crowd crowd = new Crowd(PUTS_PER_SECOND, SAYS_PER_SECOND, random.nextLong())) {
            for (int round = 0; round < ROUNDS; round++) {
                try (ServerProcess server = start()) {
                    if (round > 0) {
                        crowd.check(server);
                        people.check(server, AWAY, false);
                    } else {
                        people.register(server, AWAY);
                    }
                    loadUntilKilled(server, crowd, round);
                }
            }
            try (ServerProcess server = start()) {
                crowd.check(server);
                crowd.checkHistory(server);
                people.check(server, AWAY, true);
                System.out.printf("%d rounds, %d messages%n", ROUNDS, crowd.messages());
            }
        }
        assertEquals("ok", DatabaseFile.integrity(folder.resolve("maru.db")));
        double longest = Collections.max(secondsToServe);
        assertTrue(longest < MOST_SECONDS_TO_SERVE, () -> "served after " + secondsToServe + " s");
    }

    private ServerProcess start() throws Exception {
        long began = System.nanoTime();
        ServerProcess server = ServerProcess.start(folder, "rdb", "--db", "maru.db", "--max-logins", "0");
        double seconds = (System.nanoTime() - began) / 1e9;
        secondsToServe.add(seconds);
        System.out.printf("served after %.2f s: %s%n", seconds, opened());
        return server;
    }

    private String opened() throws Exception {
        List<String> lines = Files.readAllLines(folder.resolve("maru.log"));
        return lines.stream()
                .filter(line -> line.contains("store_opened"))
                .reduce("", (first, second) -> second)
                .replaceFirst(".* keys=", "keys=");
    }

    private void loadUntilKilled(ServerProcess server, Crowd crowd, int round) throws Exception {
        double seconds = random.nextDouble() * MOST_SECONDS;
        crowd.begin(server);
        people.whisper(server, AWAY, "whisper-" + round + "-");
        people.announce(server, "notice-" + round);
        people.register(server, "user" + round);
        long began = System.nanoTime();
        long puts = crowd.puts();
        long says = crowd.says();
        while (System.nanoTime() - began < seconds * 1e9) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            crowd.checkMembers();
        }
        double took = (System.nanoTime() - began) / 1e9;
        crowd.expectEnd();
        server.kill();
        crowd.end();
        System.out.printf(
                "round %d: %.0f puts/s, %.0f says/s for %.1f s%n",
                round, (crowd.puts() - puts) / took, (crowd.says() - says) / took, took);
    }
}
