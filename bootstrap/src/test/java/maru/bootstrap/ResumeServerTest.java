package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import maru.bootstrap.testing.Chatter;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ResumingClient;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.TalkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that is cut off at any byte, again and again, while others speak: it misses nothing and doubles nothing. */
class ResumeServerTest {
    private static final boolean IS_NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int MESSAGES_A_SECOND = IS_NIGHTLY ? 1_000 : 500;
    private static final int CUTS = IS_NIGHTLY ? 1_000 : 150;
    private static final int CUTS_ON_FILE = IS_NIGHTLY ? 1_000 : 40;
    private static final int KILLS = IS_NIGHTLY ? 20 : 2;
    private static final int CUTS_BEFORE_KILL = IS_NIGHTLY ? 50 : 10;
    private static final int MOST_BYTES = 6_000;
    private static final int PATIENCE_SECONDS = 20;
    private static final int MOST_MILLIS = 300;
    private static final String ROOM = "dev";

    /** The first only reads in the end. */
    private static final List<String> SPEAKERS = List.of("reader", "first", "second");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void clientThatIsCutOffMissesNothingAndSaysAllOnce(String store) throws Exception {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (ServerProcess server = ServerProcess.start(folder, store);
                Chatter first = new Chatter(server.port(), "first", ROOM);
                Chatter second = new Chatter(server.port(), "second", ROOM)) {
            ResumingClient client = new ResumingClient(server.port(), "walker", ROOM);
            client.begin();
            ScheduledFuture<?> pace = clock.scheduleAtFixedRate(
                    () -> sayBoth(first, second), 0, 2_000_000 / MESSAGES_A_SECOND, TimeUnit.MICROSECONDS);
            cut(client, store.equals("mem") ? CUTS : CUTS_ON_FILE, new Random(20261121));
            assertTrue(pace.cancel(false), "they had stopped speaking");
            clock.shutdown();
            assertTrue(clock.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS));
            client.finish();
            check(first, second, client);
        } finally {
            clock.shutdownNow();
        }
    }

    /** Its server is killed while it is there, and others speak without waiting for answers. */
    @Test
    void registeredClientMissesNothingWhenTheServerIsKilledToo() throws Exception {
        TalkRecord record = new TalkRecord();
        ResumingClient client;
        try (ServerProcess server = start()) {
            for (String name : SPEAKERS) {
                register(server, name);
            }
            client = new ResumingClient(server.port(), "walker", ROOM);
            client.beginRegistered(TalkRecord.PASSWORD);
        }
        Random random = new Random(20261122);
        for (int kill = 0; kill < KILLS; kill++) {
            try (ServerProcess server = start()) {
                client.moveTo(server.port());
                liveUntilKilled(server, client, record, kill, random);
            }
        }
        try (ServerProcess server = start();
                FrameClient reader = TalkRecord.login(server, SPEAKERS.get(0))) {
            for (String name : SPEAKERS.subList(1, SPEAKERS.size())) {
                record.sayAgain(server, name);
            }
            client.moveTo(server.port());
            client.finish();
            record.addHeard(client.heard());
            record.addHeard(client.said());
            record.check(reader);
        }
        assertEquals(client.heard().lastKey() - client.start(), client.heard().size(), "ids without a gap");
        assertTrue(client.cuts() >= KILLS * CUTS_BEFORE_KILL, client.cuts() + " cuts");
    }

    private ServerProcess start() throws Exception {
        return ServerProcess.start(folder, "rdb", "--db", "killed.db", "--max-logins", "0");
    }

    private static void register(ServerProcess server, String name) throws Exception {
        try (FrameClient client = server.connect().send("register<" + name + "," + TalkRecord.PASSWORD + ">")) {
            Frame.await(client, "welcome");
        }
    }

    private static void liveUntilKilled(
            ServerProcess server, ResumingClient client, TalkRecord record, int round, Random random) throws Exception {
        List<String> speakers = SPEAKERS.subList(1, SPEAKERS.size());
        for (String name : speakers) {
            record.sayAgain(server, name);
        }
        record.begin();
        long nanosOfLot = TimeUnit.SECONDS.toNanos(1) * speakers.size() * TalkRecord.DEPTH / MESSAGES_A_SECOND;
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(speakers.size() + 1);
        try {
            List<Future<?>> speaking = new ArrayList<>();
            for (String name : speakers) {
                String mark = name + "-" + round + "-";
                speaking.add(threads.submit(() -> record.speak(server, name, mark, nanosOfLot)));
            }
            cut(client, CUTS_BEFORE_KILL, random);
            Future<?> killer =
                    threads.schedule(() -> kill(server, record), random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS);
            liveOn(client, record, random);
            killer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            for (Future<?> speaker : speaking) {
                speaker.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void kill(ServerProcess server, TalkRecord record) {
        record.end();
        server.kill();
    }

    private static void liveOn(ResumingClient client, TalkRecord record, Random random) throws IOException {
        try {
            while (true) {
                cut(client, 1, random);
            }
        } catch (IOException e) {
            if (!record.isEnding()) {
                throw e;
            }
        }
    }

    private static void sayBoth(Chatter first, Chatter second) {
        first.say();
        second.say();
    }

    private static void cut(ResumingClient client, int cuts, Random random) throws IOException {
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
        assertTrue(!client.said().isEmpty(), "it has said nothing");
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
