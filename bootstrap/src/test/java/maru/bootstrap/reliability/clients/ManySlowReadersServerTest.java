package maru.bootstrap.reliability.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 500 of 2,000 members of a room stop reading while 1,000 messages a second are said. */
@Tag("nightly")
final class ManySlowReadersServerTest {
    private static final int MEMBERS = 2_000;
    private static final int SLOW = 500;

    /** Those whose messages are looked at, the first ten of whom speak; all others throw theirs away. */
    private static final int WITNESSES = 20;

    private static final int SPEAKERS = 10;
    private static final int RATE = 1_000;
    private static final int TEXT_CHARACTERS = 64;
    private static final int SECONDS = 10;
    private static final int MOST_SECONDS = 15;
    private static final int MIB = 1 << 20;
    private static final int MAX_PENDING = MIB;

    /** The buffer that is being filled, and what of one round the socket has not taken. */
    private static final int BESIDES = 160 << 10;

    private static final long BOUND = (long) SLOW * (MAX_PENDING + BESIDES);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private volatile boolean speaking = true;

    @Test
    void eachIsClosedInTimeAndTheOthersAreServedAsBefore() throws Exception {
        try (ServerGauge server = start();
                Crowd crowd = new Crowd(server.port(), "guest")) {
            List<Guest> all = crowd.enter(MEMBERS, "hall");
            Latencies latencies = witness(all);
            Thread speech = speak(all);
            TimeUnit.SECONDS.sleep(SECONDS); // until both sides are warm
            latencies.clear();
            TimeUnit.SECONDS.sleep(SECONDS);
            double before = latencies.percentile(99);

            List<Guest> slow = all.subList(MEMBERS - SLOW, MEMBERS);
            latencies.clear();
            long start = System.nanoTime();
            slow.forEach(Guest::stopReading);
            double first = secondsUntil(server, 1, start);
            double last = secondsUntil(server, SLOW, start);
            double beside = latencies.percentile(99);
            end(speech);
            System.out.printf(
                    "slow=%d of %d rate=%d first_closed_s=%.1f last_closed_s=%.1f p99_ms before=%.1f beside=%.1f%n",
                    SLOW, MEMBERS, RATE, first, last, before, beside);
            check(server, all.subList(0, WITNESSES));
            assertTrue(last <= MOST_SECONDS, last + " s");
            assertTrue(beside <= 2 * before, beside + " ms, and " + before + " ms before");
        }
    }

    @Test
    void theyTakeNoMoreMemoryThanTheirBounds() throws Exception {
        try (ServerGauge server = start();
                Crowd crowd = new Crowd(server.port(), "guest")) {
            List<Guest> all = crowd.enter(MEMBERS, "hall");
            witness(all);
            Thread speech = speak(all);
            TimeUnit.SECONDS.sleep(SECONDS);
            long before = server.memoryInUse();
            all.subList(MEMBERS - SLOW, MEMBERS).forEach(Guest::stopReading);
            long most = before;
            long waited = 0;
            while (server.figure("clients.slow") < SLOW) {
                waited = Math.max(
                        waited,
                        server.waiting().values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
                most = Math.max(most, server.memoryInUse());
                TimeUnit.MILLISECONDS.sleep(500);
            }
            end(speech);
            System.out.printf(
                    "slow=%d of %d rate=%d memory_mb before=%d grown=%d waited=%d bound=%d%n",
                    SLOW, MEMBERS, RATE, before / MIB, (most - before) / MIB, waited / MIB, BOUND / MIB);
            check(server, all.subList(0, WITNESSES));
            assertTrue(most - before <= BOUND, (most - before) + " bytes");
        }
    }

    private ServerGauge start() throws Exception {
        return ServerGauge.start(folder, "-Xmx2g", "mem", "--max-pending", Integer.toString(MAX_PENDING));
    }

    private static Latencies witness(List<Guest> all) {
        Latencies latencies = new Latencies();
        all.subList(0, WITNESSES).forEach(witness -> witness.measure(latencies));
        all.subList(WITNESSES, MEMBERS).forEach(Guest::skim);
        return latencies;
    }

    /** Says so many things a second, whatever the server does; each begins with the moment at which it was due. */
    private Thread speak(List<Guest> all) {
        Thread speech = new Thread(() -> {
            long due = System.nanoTime();
            try {
                for (int said = 0; speaking; said++) {
                    long early = due - System.nanoTime();
                    if (early > 0) {
                        TimeUnit.NANOSECONDS.sleep(early);
                    }
                    String moment = due + ".";
                    all.get(said % SPEAKERS).say(moment + "x".repeat(TEXT_CHARACTERS - moment.length()));
                    due += TimeUnit.SECONDS.toNanos(1) / RATE;
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        speech.start();
        return speech;
    }

    private void end(Thread speech) throws InterruptedException {
        speaking = false;
        speech.join();
    }

    private static double secondsUntil(ServerGauge server, int count, long start) {
        Await.until(count + " are closed", PATIENCE, () -> server.figure("clients.slow") >= count);
        return (System.nanoTime() - start) / 1e9;
    }

    /** Nobody was closed who reads, and they heard everything. */
    private static void check(ServerGauge server, List<Guest> witnesses) throws Exception {
        assertEquals(SLOW, server.figure("clients.slow"));
        assertEquals(0, server.figure("clients.dead"));
        Await.until(
                "all have heard the same",
                () -> witnesses.stream().mapToLong(Guest::lastId).distinct().count() == 1);
        for (Guest witness : witnesses) {
            assertNull(witness.wrong());
            assertNull(witness.bye());
        }
    }
}
