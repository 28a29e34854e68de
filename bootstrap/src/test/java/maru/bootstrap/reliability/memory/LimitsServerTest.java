package maru.bootstrap.reliability.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import maru.bootstrap.testing.Bulk;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerLaunch;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
            assertFull(server, 300);

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

    private static void assertFull(ServerProcess server, long most) throws IOException {
        Statistics stats = Statistics.of(server);
        long room = stats.figure("store.max-bytes") - stats.figure("store.bytes");
        assertTrue(room >= 0 && room < most, "room for " + room + " bytes");
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
        try (ServerProcess server =
                        ServerProcess.start(folder, store, "--max-rooms", "100", "--max-rooms-joined", "0");
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
     * A full store, as many rooms as there may be, many of them with long messages, and clients: the default limits leave
     * room for all of it in the heap.
     */
    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void whatTheDefaultsAllowFitsInTheHeap(String store) throws Exception {
        List<FrameClient> clients = new ArrayList<>();
        try (ServerProcess server = new ServerLaunch(folder)
                        .jvm(NIGHTLY ? "-Xmx512m" : "-Xmx192m")
                        .start(store, "--max-rooms-joined", "0");
                Bulk bulk = new Bulk(server.port())) {
            for (int n = 0; n < (NIGHTLY ? 2_000 : 100); n++) {
                clients.add(server.connect().send("login<guest" + n + ">"));
            }
            fillAll(server, bulk);
            for (FrameClient client : clients) {
                assertTrue(client.frame().startsWith("welcome<"));
            }
            assertTrue(server.isAlive());
        } finally {
            for (FrameClient client : clients) {
                client.close();
            }
        }
    }

    private static void fillAll(ServerProcess server, Bulk bulk) throws IOException {
        try {
            fillRooms(server, bulk);
            fillStore(server, bulk);
            talk(server, bulk);
            assertEquals(1, bulk.ask(0, 1, n -> "history<room0,1>").replies("history"));
        } catch (EOFException e) {
            throw new AssertionError("it ended: " + server.errors(), e);
        }
    }

    private static void fillRooms(ServerProcess server, Bulk bulk) throws IOException {
        int rooms = rooms(server);
        bulk.ask(0, 1, n -> "login<mina>").ask(0, rooms, n -> "join<room" + n + ">");
        assertEquals(rooms, bulk.replies("joined"));
    }

    /** All but {@code general}. */
    private static int rooms(ServerProcess server) throws IOException {
        return (int) Statistics.of(server).figure("rooms.max") - 1;
    }

    /** With the smallest entries, of which most fit in, or with fewer where there is no time for that. */
    private static void fillStore(ServerProcess server, Bulk bulk) throws IOException {
        String value = NIGHTLY ? "1" : "1".repeat(4_000);
        int entry = 112 + value.length();
        int keys = (int) (Statistics.of(server).figure("store.max-bytes") / entry);
        bulk.ask(0, keys, n -> "put<" + n + "," + value + ">");
        assertTrue(bulk.replies("error limit") > 0, bulk.replies().toString());
        assertFull(server, 2L * entry);
    }

    /** More than may be kept in memory of long messages, and then one in every room. */
    private static void talk(ServerProcess server, Bulk bulk) throws IOException {
        int rooms = rooms(server);
        int rounds = NIGHTLY ? 40 : 8;
        int speaking = 1_000;
        String text = "마루 ".repeat(500);
        for (int round = 0; round < rounds; round++) {
            bulk.ask(0, speaking, n -> "say<room" + n + "," + text + ">");
        }
        bulk.ask(0, rooms, n -> "say<room" + n + ",good evening>");
        assertEquals(
                rounds * speaking + rooms, bulk.replies("sent"), bulk.replies().toString());
    }
}
