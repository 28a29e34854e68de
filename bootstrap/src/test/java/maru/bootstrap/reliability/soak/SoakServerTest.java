package maru.bootstrap.reliability.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ProcessFigures;
import maru.bootstrap.testing.ServerLaunch;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients come, talk and go: what the server takes of the machine is given back, and does not grow. The system property
 * {@code maru.soak.seconds} says for how long in the nightly form; 3,600 where it doesn't.
 */
final class SoakServerTest {
    private static final int HOUR = 3_600;

    @TempDir
    Path folder;

    private final Tally tally = new Tally();

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void whoHasGoneLeavesNothingBehind(String store) throws Exception {
        try (ServerProcess server =
                        launch().start(store, "--heartbeat", "1", "--max-logins", "0", "--max-failed-logins", "0");
                Samples samples = new Samples(server, folder)) {
            Population first = new Population(server.port(), tally, 50, 50, 100, 50);
            during(first, 1, 1, samples);
            awaitNobody(server);
            Statistics before = samples.take();
            long descriptors = samples.process().descriptors();
            List<String> threads = samples.process().threads();

            during(new Population(server.port(), tally, 300, 60, 500, 200), 4, 2, samples);

            awaitNobody(server);
            Statistics after = samples.take();
            assertNothingWentWrong();
            assertEquals(0, after.figure("users.online"));
            assertEquals(before.figure("clients.connected"), after.figure("clients.connected"));
            assertEquals(threads, samples.process().threads());
            assertTrue(samples.process().descriptors() <= descriptors + 4, "descriptors " + descriptors);
            assertNothingIsHeld(server);
        }
    }

    @Test
    @Tag("nightly")
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void nothingGrowsInAnHour() throws Exception {
        soak("rdb", Integer.getInteger("maru.soak.seconds", HOUR));
    }

    @Test
    @Tag("nightly")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void nothingGrowsInMemoryEither() throws Exception {
        soak("mem", Integer.getInteger("maru.soak.seconds", HOUR) / 4);
    }

    private void soak(String store, int seconds) throws Exception {
        try (ServerProcess server = launch().start(store, "--max-logins", "0", "--max-failed-logins", "0");
                Samples samples = new Samples(server, folder)) {
            int comings = 50;
            Population population = new Population(server.port(), tally, 2_000, comings, 400, 160);
            during(population, seconds, Math.max(5, seconds / 120), samples);
            Samples.print(tally.toString());
            Samples.print(samples + " bytes of the file a message: " + samples.bytesOfMessage());
            assertNothingWentWrong();
            assertEquals(List.of(), samples.grown());
            assertTrue(samples.bytesOfMessage() <= 500, samples.bytesOfMessage() + " bytes a message");
            assertTrue(tally.of("came") >= (long) comings * seconds / 2, tally.toString());
            awaitNobody(server);
            samples.take();
            assertNothingIsHeld(server);
        }
    }

    private ServerLaunch launch() {
        return new ServerLaunch(folder).jvm(ProcessFigures.NATIVE_MEMORY);
    }

    /** Samples are taken each so many seconds. */
    private static void during(Population population, int seconds, int interval, Samples samples) throws Exception {
        Thread thread = new Thread(population, "population");
        thread.start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end && thread.isAlive()) {
            thread.join(TimeUnit.SECONDS.toMillis(interval));
            samples.take();
        }
        population.finish();
        thread.join(TimeUnit.SECONDS.toMillis(40));
        assertNull(population.failure());
        assertTrue(!thread.isAlive());
    }

    /** A message that is missing, a reply that says so, an end that nobody asked for. */
    private void assertNothingWentWrong() {
        String all = tally.toString();
        List<String> wrong = List.of(
                "gaps",
                "unanswered",
                "unexpected-ended-by-server",
                "unexpected-send-failed",
                "left-without-bye",
                "error-bad-frame",
                "error-bad-arguments",
                "error-unknown-command",
                "error-storage-failed",
                "error-uncertain",
                "error-internal",
                "error-limit",
                "error-busy");
        assertEquals(
                List.of(), wrong.stream().filter(what -> tally.of(what) > 0).toList(), all);
        assertTrue(tally.of("requests") > 0 && tally.of("got-message") > 0 && tally.of("got-changed") > 0, all);
    }

    private static void awaitNobody(ServerProcess server) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Statistics.of(server).figure("clients.connected") > 0) {
            assertTrue(System.nanoTime() < end, "clients are still connected");
            Thread.onSpinWait();
        }
    }

    private static void assertNothingIsHeld(ServerProcess server) throws IOException {
        try (FrameClient client = server.connect()) {
            assertEquals("keys<0>", client.ask("keys<lock/,10>"));
        }
    }
}
