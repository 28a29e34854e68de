package maru.bootstrap.reliability.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that vanish without a word, half of each room: they are evicted in time, and nobody else is. */
final class VanishedClientsServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int ROOMS = NIGHTLY ? 100 : 8;
    private static final int OF_EACH = NIGHTLY ? 50 : 5;
    private static final int HEARTBEAT_SECONDS = NIGHTLY ? 10 : 2;
    private static final long LIMIT = TimeUnit.SECONDS.toMillis(2L * HEARTBEAT_SECONDS);

    /** Of that limit; a machine that does much else at a time may be late. */
    private static final double MOST = NIGHTLY ? 1.5 : 8;

    @TempDir
    Path folder;

    @Test
    void theyAreEvictedInTimeAndTheOthersAreToldOnce() throws Exception {
        try (ServerGauge server =
                        ServerGauge.start(folder, "-Xmx1g", "mem", "--heartbeat", Integer.toString(HEARTBEAT_SECONDS));
                Crowd crowd = new Crowd(server.port(), "stays");
                CrowdProcess vanishing = new CrowdProcess(server.port(), "goes", ROOMS, OF_EACH)) {
            for (int room = 0; room < ROOMS; room++) {
                crowd.enter(OF_EACH, "room" + room);
            }
            long touched = System.nanoTime();
            vanishing.vanish();
            long vanished = System.nanoTime();
            int gone = ROOMS * OF_EACH;
            Await.until(
                    gone + " are evicted",
                    Duration.ofMillis(20 * LIMIT),
                    () -> server.figure("clients.dead") >= gone
                            && crowd.guests().stream()
                                    .allMatch(guest -> guest.exits().size() == OF_EACH));
            Thread.sleep(LIMIT / 2); // for what should not come

            long first = TimeUnit.NANOSECONDS.toMillis(
                    crowd.guests().stream().mapToLong(Guest::firstExitAt).min().orElseThrow() - touched);
            long last = TimeUnit.NANOSECONDS.toMillis(
                    crowd.guests().stream().mapToLong(Guest::lastExitAt).max().orElseThrow() - vanished);
            System.out.printf(
                    "vanished=%d stayed=%d limit_ms=%d first_evicted_ms=%d last_evicted_ms=%d%n",
                    gone, crowd.guests().size(), LIMIT, first, last);
            assertTrue(first >= LIMIT, "evicted after " + first + " ms");
            assertTrue(last <= MOST * LIMIT, "evicted after " + last + " ms");
            assertEquals(gone, server.figure("clients.dead"));
            checkThoseWhoStayed(crowd.guests());
        }
    }

    private static void checkThoseWhoStayed(List<Guest> guests) {
        for (int number = 0; number < guests.size(); number++) {
            Guest guest = guests.get(number);
            int firstOfRoom = number / OF_EACH * OF_EACH;
            Map<String, Integer> expected = IntStream.range(firstOfRoom, firstOfRoom + OF_EACH)
                    .boxed()
                    .collect(Collectors.toMap(its -> "goes" + its, its -> 1));
            assertEquals(expected, guest.exits(), guest.name());
            assertNull(guest.bye(), guest.name());
            assertNull(guest.wrong(), guest.name());
            assertTrue(!guest.hasEnded(), guest.name());
        }
    }
}
