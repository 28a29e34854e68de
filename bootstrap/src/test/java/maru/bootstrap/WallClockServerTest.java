package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import maru.application.port.out.TimeSource;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.wiring.SystemTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the machine's clock a day on and back, or the machine stands still: what is shown goes on as before. */
final class WallClockServerTest {
    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    private static final long TOLERANCE = TimeUnit.HOURS.toMillis(1);
    private static final long SHORT_MILLIS = 1_000;

    @TempDir
    Path folder;

    private final MovedTime time = new MovedTime();

    /** The machine's clocks, moved. */
    private static final class MovedTime implements TimeSource {
        private final TimeSource machine = new SystemTime();
        private volatile long unixMoved;
        private volatile long stoodStill;

        @Override
        public long unixMillis() {
            return machine.unixMillis() + unixMoved + stoodStill;
        }

        @Override
        public long monotonicMillis() {
            return machine.monotonicMillis() + stoodStill;
        }
    }

    /** What was shown last of all that grows. */
    private static final class Shown {
        private long version;
        private long message;
        private long whisper;
    }

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void keysLiveAsLongAsTheyWereGivenAndNumbersGrow(String store) throws Exception {
        try (TestServer server = server(store);
                FrameClient client = new FrameClient(server.port());
                FrameClient watcher = new FrameClient(server.port())) {
            client.send("register<ada,long-enough>");
            String token = Frame.await(client, "welcome").text(2);
            Shown shown = new Shown();
            check(client, shown);
            assertEquals("watch<0>", watcher.ask("watch<short>"));
            client.send("put-for<long,3600,1>hold<held,1>");
            Frame.await(client, "ok");
            Frame.await(client, "ok");

            for (long moved : new long[] {DAY, -DAY, 0}) {
                long put = System.nanoTime();
                client.send("put-for<short,1,1>");
                Frame.await(client, "ok");
                time.unixMoved = moved;
                check(client, shown);
                client.send("get<long>get<held>");
                assertEquals("1", Frame.await(client, "value").text(0));
                assertEquals("1", Frame.await(client, "value").text(0));
                assertTrue(watcher.frame().startsWith("changed<short,"));
                assertTrue(watcher.frame().startsWith("removed<short,"));
                long lived = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - put);
                assertTrue(lived >= SHORT_MILLIS - 1, "gone after " + lived + " ms");
                assertTrue(lived < 20 * SHORT_MILLIS, "gone after " + lived + " ms");
            }
            try (FrameClient again = new FrameClient(server.port())) {
                assertEquals("ada", Frame.of(again.ask("resume<" + token + ">")).text(1));
            }
        }
    }

    /** Says, tells and writes something: each is later than what came before, and times are those of the clock. */
    private void check(FrameClient client, Shown shown) throws Exception {
        client.send("say<general,hello>");
        Frame message = Frame.await(client, "message");
        assertTrue(shown.message == 0 || message.number(1) == shown.message + 1, message + " behind " + shown.message);
        shown.message = message.number(1);
        assertIsNow(message.number(2));

        client.send("tell<ada,psst>");
        Frame whisper = Frame.await(client, "whisper");
        assertTrue(whisper.number(0) > shown.whisper, whisper + " behind " + shown.whisper);
        shown.whisper = whisper.number(0);
        assertIsNow(whisper.number(1));

        client.send("hold<v,1>");
        Frame version = Frame.await(client, "ok");
        while (version.text(0).isEmpty()) {
            version = Frame.await(client, "ok");
        }
        assertTrue(version.number(0) > shown.version, version + " behind " + shown.version);
        shown.version = version.number(0);
    }

    private void assertIsNow(long unixMillis) {
        assertTrue(Math.abs(time.unixMillis() - unixMillis) < TOLERANCE, unixMillis + " is not now");
    }

    @Test
    void startAfterTheClockWentBackGoesOnAboveWhatWasShown() throws Exception {
        Shown shown = new Shown();
        time.unixMoved = DAY;
        String token;
        try (TestServer server = server("rdb");
                FrameClient client = new FrameClient(server.port())) {
            client.send("register<ada,long-enough>");
            token = Frame.await(client, "welcome").text(2);
            check(client, shown);
            client.send("put-for<long,3600,1>say-once<general,key,once>");
            Frame.await(client, "sent");
            shown.message++;
        }
        for (long moved : new long[] {0, -DAY}) {
            time.unixMoved = moved;
            try (TestServer server = server("rdb");
                    FrameClient client = new FrameClient(server.port())) {
                client.send("resume<" + token + ">");
                assertEquals("ada", Frame.await(client, "welcome").text(1));
                client.send("get<long>say-once<general,key,once>");
                assertEquals("1", Frame.await(client, "value").text(0));
                assertTrue(Frame.await(client, "sent").number(0) <= shown.message);
                check(client, shown);
            }
        }
    }

    /** A guest who was cut off can't come back while the server stands still. */
    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void pauseOfTheServerDoesNotEndWhatIsHeldForAGuest(String store) throws Exception {
        try (TestServer server = server(store);
                FrameClient other = new FrameClient(server.port())) {
            other.ask("login<other>");
            other.send("follow<gone>");
            FrameClient gone = new FrameClient(server.port());
            gone.send("login<gone>");
            String token = Frame.await(gone, "welcome").text(2);
            Frame.await(other, "online");
            gone.abort();
            Frame.await(other, "away");
            time.stoodStill = Duration.ofMinutes(10).toMillis();

            try (FrameClient thief = new FrameClient(server.port());
                    FrameClient back = new FrameClient(server.port())) {
                assertTrue(thief.ask("login<gone>").startsWith("error<name-taken,"));
                assertEquals("gone", Frame.of(back.ask("resume<" + token + ">")).text(1));
            }
        }
    }

    private TestServer server(String store) throws Exception {
        return store.equals("rdb")
                ? new TestServer(time, "rdb", "--db", folder.resolve("maru.db").toString())
                : new TestServer(time, "mem");
    }
}
