package maru.bootstrap.reliability.memory;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerLaunch;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is full says so, goes on with all else, and does not die of it. */
final class LimitsServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void overTheLimitOfTheStoreOnlyWhatNeedsRoomIsRefused(String store) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, store, "--max-store", "1m");
                Bulk bulk = new Bulk(server.port());
                FrameClient client = server.connect()) {
            bulk.ask(0, 1_000, n -> "put-for<t/" + n + ",8,mayfly>");
            bulk.ask(0, 20_000, n -> "put<k/" + n + ",a value>");
            assertEquals(
                    21_000,
                    bulk.replies("ok") + bulk.replies("error limit"),
                    bulk.replies().toString());
            assertFull(server);

            String refused = client.ask("put<one-more,a value>");
            assertTrue(refused.startsWith("error<limit,"), refused);
            assertEquals("none<>", client.ask("get<one-more>"));
            assertTrue(client.ask("hold<mine,a value>").startsWith("error<limit,"));
            assertTrue(client.ask("add<a-number-with-a-long-name,1>").startsWith("error<limit,"));
            assertTrue(client.ask("put<k/1," + "longer than before".repeat(20) + ">")
                    .startsWith("error<limit,"));
            assertEquals("value<a value>", client.ask("get<k/1>"));
            assertEquals("ok<>", client.ask("put<k/1,another>"));
            assertTrue(client.ask("login<mina>say<general,hello>").startsWith("welcome<"));
            assertTrue(client.send("del<k/2>").frames(3).contains("ok<>"));
            assertEquals("ok<>", client.ask("put<k/2,a value>"));

            awaitNoKeys(server, "t/");
            assertEquals("ok<>", client.ask("put<one-more,a value>"));
        }
    }

    /** Within a key or two. */
    private static void assertFull(ServerProcess server) throws IOException {
        Statistics stats = Statistics.of(server);
        long room = stats.figure("store.max-bytes") - stats.figure("store.bytes");
        assertTrue(room >= 0 && room < 300, "room for " + room + " bytes");
    }

    /** Until none begins so any more. */
    private static void awaitNoKeys(ServerProcess server, String prefix) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try (FrameClient client = server.connect()) {
            while (!client.ask("keys<" + prefix + ",1>").equals("keys<0>")) {
                client.frame();
                assertTrue(System.nanoTime() < end, "keys do not expire");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void overTheLimitOfRoomsNoneIsMadeAndThoseThereGoOn(String store) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, store, "--max-rooms", "100");
                Bulk bulk = new Bulk(server.port());
                FrameClient client = server.connect()) {
            bulk.ask(0, 1, n -> "login<mina>").ask(0, 150, n -> "join<room" + n + ">");
            assertEquals(Map.of("welcome", 1, "joined", 99, "error limit", 51), bulk.replies());
            assertEquals(100, Statistics.of(server).figure("rooms"));

            assertTrue(client.ask("login<joon>").startsWith("welcome<"));
            String refused = client.ask("join<another>");
            assertTrue(refused.startsWith("error<limit,there are 100 rooms"), refused);
            assertTrue(client.ask("join<room7>").startsWith("joined<room7,2,"));
            List<String> said = client.send("say<room7,hello>").frames(2);
            assertTrue(said.contains("sent<1>"), said.toString());
        }
    }

    /**
     * A full store, as many rooms as there may be, each with messages of the longest kind, and clients: the default
     * limits leave room for all of it in the heap.
     */
    @ParameterizedTest
    @CsvSource({"mem, 128, 20", "rdb, 128, 20"})
    void whatTheDefaultsAllowFitsInTheHeap(String store, int megabytes, int messages) throws Exception {
        int heap = NIGHTLY ? 4 * megabytes : megabytes;
        int clients = NIGHTLY ? 2_000 : 200;
        List<FrameClient> idle = new ArrayList<>();
        try (ServerProcess server =
                        new ServerLaunch(folder).jvm("-Xmx" + heap + "m").start(store);
                Bulk bulk = new Bulk(server.port())) {
            for (int n = 0; n < clients; n++) {
                FrameClient client = server.connect();
                idle.add(client);
                client.send("login<guest" + n + ">");
            }
            Statistics stats = Statistics.of(server);
            int rooms = (int) stats.figure("rooms.max") - 1;
            int keys = (int) (stats.figure("store.max-bytes") / 120);
            bulk.ask(0, 1, n -> "login<mina>").ask(0, rooms, n -> "join<room" + n + ">");
            bulk.ask(0, keys, n -> "put<" + n + "," + n % 1_000 + ">");
            assertTrue(bulk.replies("error limit") > 0, bulk.replies().toString());
            assertFull(server);
            String text = "마루 ".repeat(500);
            int spoken = Math.min(rooms, 3_000);
            for (int round = 0; round < messages; round++) {
                bulk.ask(0, spoken, n -> "say<room" + n + "," + text + ">");
            }
            bulk.ask(0, rooms, n -> "say<room" + n + ",good evening>");

            assertEquals(
                    "",
                    server.errors()
                            .lines()
                            .filter(line -> line.contains("OutOfMemory"))
                            .collect(joining()));
            assertEquals(
                    spoken * messages + rooms,
                    bulk.replies("sent"),
                    bulk.replies().toString());
            assertEquals(1, bulk.ask(0, 1, n -> "history<room0,1>").replies("history"));
            for (FrameClient client : idle) {
                assertTrue(client.frame().startsWith("welcome<"));
            }
        } finally {
            for (FrameClient client : idle) {
                client.close();
            }
        }
    }
}
