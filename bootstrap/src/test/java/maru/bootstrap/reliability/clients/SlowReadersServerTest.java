package maru.bootstrap.reliability.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import maru.bootstrap.testing.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of a room that stop reading: they cost no more than is allowed for them, go as slow, and hold up nobody. */
final class SlowReadersServerTest {
    private static final int SLOW = 64;
    private static final int READERS = 40;
    private static final int MAX_PENDING = 512 << 10;
    private static final int RECEIVE_BYTES = 4_096;

    private static final String TEXT = "x".repeat(1_950);

    /** So many of that text are a little less than what may wait. */
    private static final int WITHIN_BOUND = 230;

    /** What a client may keep beyond the pushes that wait: the buffer that is being filled, and what is with the socket. */
    private static final int BESIDES = 160 << 10;

    /** One by one: what waits then grows in small steps. */
    private static final int AT_ONCE = 1;

    private static final int MANY_AT_ONCE = 20;

    @TempDir
    Path folder;

    private long said;

    @Test
    void theyCostWhatMayWaitForThemThenGoAndTheOthersHearAll() throws Exception {
        try (ServerGauge server = ServerGauge.start(
                        folder, "-Xmx512m", "mem", "--max-pending", Integer.toString(MAX_PENDING), "--history", "1");
                Crowd crowd = new Crowd(server.port(), "guest")) {
            List<Guest> readers = crowd.enter(READERS, "hall");
            List<Guest> slow = crowd.enter(SLOW, "hall", RECEIVE_BYTES);
            Guest speaker = readers.get(0);
            say(speaker, readers, 100, MANY_AT_ONCE);
            slow.forEach(Guest::stopReading);
            while (!doAllWait(server, slow)) {
                say(speaker, readers, MANY_AT_ONCE, MANY_AT_ONCE);
            }
            long before = server.memoryInUse();
            say(speaker, readers, WITHIN_BOUND, AT_ONCE);
            long grown = server.memoryInUse() - before;
            assertTrue(grown <= (long) SLOW * (MAX_PENDING + BESIDES), grown + " bytes");

            for (long slowOnes = 0; slowOnes < SLOW; slowOnes = server.figure("clients.slow")) {
                say(speaker, readers, 100, MANY_AT_ONCE);
            }
            slow.forEach(Guest::readAgain);
            Await.until("all who were slow are gone", () -> slow.stream().allMatch(Guest::hasEnded));
            for (Guest reader : readers) {
                assertNull(reader.wrong());
                assertNull(reader.bye());
                assertEquals(speaker.messages(), reader.messages());
            }
            for (Guest guest : slow) {
                Frame bye = guest.bye();
                assertTrue(bye == null || bye.text(0).equals("slow"), String.valueOf(bye));
                assertNull(guest.wrong());
            }
            Await.until("they are gone", () -> server.figure("clients.connected") == READERS);
            assertEquals(0, server.figure("clients.dead"));
        }
    }

    /** Whether the sockets of all of them, but for those who are gone already, take no more. */
    private static boolean doAllWait(ServerGauge server, List<Guest> slow) throws IOException {
        Map<String, Long> waiting = server.waiting();
        return slow.stream().allMatch(guest -> waiting.getOrDefault(guest.name(), 1L) > 0);
    }

    /** So many texts more are said, and heard by all who read. */
    private void say(Guest speaker, List<Guest> readers, int count, int atOnce) throws Exception {
        for (int left = count; left > 0; left -= atOnce) {
            for (int number = 0; number < atOnce; number++) {
                speaker.say(TEXT);
            }
            said += atOnce;
            Await.until("all hear what is said", () -> readers.stream().allMatch(reader -> reader.messages() >= said));
        }
    }
}
