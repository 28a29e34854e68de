package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import maru.bootstrap.testing.Chatter;
import maru.bootstrap.testing.ResumingClient;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that is cut off at any byte, again and again, while others speak: it misses nothing and doubles nothing. */
class ResumeServerTest {
    private static final int MESSAGES_A_SECOND = 500;
    private static final int MOST_BYTES = 6_000;
    private static final int PATIENCE_SECONDS = 20;
    private static final String ROOM = "dev";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"mem,200", "rdb,50"})
    void clientThatIsCutOffMissesNothingAndSaysAllOnce(String store, int cuts) throws Exception {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (ServerProcess server = ServerProcess.start(folder, store);
                Chatter first = new Chatter(server.port(), "first", ROOM);
                Chatter second = new Chatter(server.port(), "second", ROOM)) {
            ResumingClient client = new ResumingClient(server.port(), "walker", ROOM);
            client.begin();
            ScheduledFuture<?> pace = clock.scheduleAtFixedRate(
                    () -> sayBoth(first, second), 0, 2_000_000 / MESSAGES_A_SECOND, TimeUnit.MICROSECONDS);
            cut(client, cuts);
            assertTrue(pace.cancel(false), "they had stopped speaking");
            clock.shutdown();
            assertTrue(clock.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS));
            client.finish();
            check(first, second, client);
        } finally {
            clock.shutdownNow();
        }
    }

    private static void sayBoth(Chatter first, Chatter second) {
        first.say();
        second.say();
    }

    private static void cut(ResumingClient client, int cuts) throws Exception {
        Random random = new Random(20261121);
        for (int cut = 0; cut < cuts; cut++) {
            client.live(1 + random.nextInt(MOST_BYTES), random.nextInt(4) > 0);
        }
    }

    private static void check(Chatter first, Chatter second, ResumingClient client) throws Exception {
        NavigableMap<Long, String> all = first.finish();
        assertAlike(all, second.finish());
        assertEquals(1, all.firstKey());
        for (Chatter chatter : List.of(first, second)) {
            assertEquals(chatter.said(), said(all, chatter.mark()).size());
        }
        assertAlike(all.tailMap(client.start(), false), client.heard());
        assertAlike(client.said(), said(all, "own-"));
        assertTrue(client.said().size() > 20, client.said().toString());
    }

    private static void assertAlike(Map<Long, String> expected, Map<Long, String> actual) {
        assertEquals(Map.of(), without(expected, actual), "missing");
        assertEquals(Map.of(), without(actual, expected), "not expected");
    }

    private static Map<Long, String> without(Map<Long, String> all, Map<Long, String> others) {
        Map<Long, String> rest = new TreeMap<>(all);
        rest.entrySet().removeAll(others.entrySet());
        return rest;
    }

    private static NavigableMap<Long, String> said(NavigableMap<Long, String> all, String mark) {
        NavigableMap<Long, String> said = new TreeMap<>(all);
        said.values().removeIf(text -> !text.contains(": " + mark));
        return said;
    }
}
