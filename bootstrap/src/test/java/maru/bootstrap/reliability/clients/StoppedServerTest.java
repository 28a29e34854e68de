package maru.bootstrap.reliability.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server's process stands still for longer than a client may be silent, and goes on. */
final class StoppedServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int GUESTS = NIGHTLY ? 2_000 : 50;
    private static final int STOPPED_SECONDS = NIGHTLY ? 30 : 5;
    private static final int HEARTBEAT_SECONDS = 2;

    /** Ends shortly after the stop does. */
    private static final int LIFE_SECONDS = STOPPED_SECONDS + 1;

    @TempDir
    Path folder;

    /** Pauses take their time: by day one store has to do. */
    private static List<String> stores() {
        return NIGHTLY ? List.of("mem", "rdb") : List.of("rdb");
    }

    @ParameterizedTest
    @MethodSource("stores")
    void nobodyIsTheWorseForIt(String store) throws Exception {
        try (ServerGauge server = ServerGauge.start(
                        folder, "-Xmx512m", store, "--heartbeat", Integer.toString(HEARTBEAT_SECONDS));
                Crowd crowd = new Crowd(server.port(), "guest");
                FrameClient left = server.process().connect();
                FrameClient asking = server.process().connect()) {
            List<Guest> guests = crowd.enter(GUESTS, "hall");
            Guest speaker = guests.get(0);
            speaker.send("hold<held,1>");
            left.send("login<left>");
            String token = Frame.await(left, "welcome").text(2);
            left.abort();
            long version = version(asking, "before");
            long put = System.nanoTime();
            assertEquals("ok<>", asking.ask("put-for<short," + LIFE_SECONDS + ",1>put-for<long,3600,1>"));
            assertEquals("ok<>", asking.frame());
            assertEquals("ok<>", asking.ask("put<done,1>"));
            speaker.say("before");
            Await.until("it is heard", () -> guests.stream().allMatch(guest -> guest.messages() == 1));

            server.process().signal("STOP");
            Thread.sleep(TimeUnit.SECONDS.toMillis(STOPPED_SECONDS));
            speaker.say("meanwhile");
            server.process().signal("CONT");

            Await.until("the key is due", () -> asking.ask("get<short>").equals("none<>"));
            long lived = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - put);
            assertTrue(lived >= LIFE_SECONDS * 1_000L - 1, "gone after " + lived + " ms");
            assertEquals("value<1>", asking.ask("get<long>"));
            assertEquals("value<1>", asking.ask("get<held>"));
            assertTrue(version(asking, "after") > version);
            try (FrameClient back = server.process().connect()) {
                assertEquals("left", Frame.of(back.ask("resume<" + token + ">")).text(1));
            }
            speaker.say("after");
            Await.until(
                    "it is heard",
                    Duration.ofSeconds(30),
                    () -> guests.stream().allMatch(guest -> guest.messages() == 3));
            Thread.sleep(TimeUnit.SECONDS.toMillis(HEARTBEAT_SECONDS)); // for those who would be evicted now
            System.out.printf(
                    "store=%s stopped_s=%d guests=%d limit_s=%d evicted=%d key_lived_ms=%d of %d%n",
                    store,
                    STOPPED_SECONDS,
                    GUESTS,
                    2 * HEARTBEAT_SECONDS,
                    server.figure("clients.dead"),
                    lived,
                    LIFE_SECONDS * 1_000);
            assertEquals(0, server.figure("clients.dead"));
            for (Guest guest : guests) {
                assertNull(guest.bye(), guest.name());
                assertNull(guest.wrong(), guest.name());
                assertTrue(!guest.hasEnded(), guest.name());
            }
        }
    }

    private static long version(FrameClient client, String key) throws Exception {
        return Frame.of(client.ask("cas<" + key + ",0,1>")).number(0);
    }
}
