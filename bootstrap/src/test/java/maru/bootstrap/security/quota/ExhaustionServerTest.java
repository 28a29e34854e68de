package maru.bootstrap.security.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntFunction;
import maru.bootstrap.testing.Bulk;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ProcessFigures;
import maru.bootstrap.testing.ServerLaunch;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One user who is allowed everything asks for far too much of each: the limit is named, and memory has a bound. */
final class ExhaustionServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");

    /** So many of each are asked for. */
    private static final int MANY = NIGHTLY ? 1_000_000 : 20_000;

    private static final int MAX_ROOMS = 2_000;
    private static final int STORE_BYTES = NIGHTLY ? 64 << 20 : 1 << 20;

    /** What comes and goes whatever is asked for: buffers, the journal. */
    private static final long SLACK = 6 << 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void everythingHasALimitAndMemoryABound(String store) throws Exception {
        String rooms = Integer.toString(MAX_ROOMS);
        String bytes = Integer.toString(STORE_BYTES);
        try (ServerProcess server = new ServerLaunch(folder)
                        .jvm("-Xmx384m")
                        .start(store, "--max-rooms", rooms, "--max-store", bytes);
                ProcessFigures process = new ProcessFigures(server.pid());
                Bulk bulk = new Bulk(server.port())) {
            new Exhausted(server, process, bulk).run();
        }
    }

    private static final class Exhausted {
        private final ServerProcess server;
        private final ProcessFigures process;
        private final Bulk mina;
        private long heap;

        Exhausted(ServerProcess server, ProcessFigures process, Bulk mina) {
            this.server = server;
            this.process = process;
            this.mina = mina;
        }

        void run() throws IOException {
            try (FrameClient away = server.connect()) {
                away.send("register<away,a good password>quit<>").rest();
            }
            mina.ask(0, 1, n -> "login<mina>").ask(0, 1_000, n -> "put<warm,up>");
            heap = process.heapAfterCollection();
            exhaust("rooms-joined", 99, n -> "join<room" + n + ">", 0);
            exhaust("watches", 100, n -> "watch<w/" + n + "/>", 0);
            exhaust("follows", 100, n -> "follow<user" + n + ">", 0);
            exhaust("holds", 100, n -> "hold<h/" + n + ",value>", 0);
            exhaust("keys-per-owner", 1_000, n -> "put<~mina/" + n + ",value>", 0);
            exhaust("whispers-waiting", 1_000, n -> "tell<away,good evening " + n + ">", 1 << 20);
            makeRooms();
            fillStore();
            fillOwn();
            goesOn();
        }

        /** @param granted so many are to be had */
        private void exhaust(String limit, int granted, IntFunction<String> request, long bytes) throws IOException {
            int before = mina.replies("error limit");
            mina.ask(0, MANY, request);
            assertEquals(MANY - granted, mina.replies("error limit") - before, limit);
            assertEquals(MANY - granted, Statistics.of(server).figure("limits." + limit));
            assertBounded(limit, bytes);
        }

        private void assertBounded(String limit, long bytes) throws IOException {
            long now = process.heapAfterCollection();
            print(limit + ": " + (now - heap) / 1_024 + " KiB more after " + MANY + " of them");
            assertTrue(now - heap <= bytes + SLACK, limit + ": " + (now - heap) + " bytes more");
            heap = now;
        }

        /** In one room after another: those that were left are kept for a while. */
        private void makeRooms() throws IOException {
            mina.ask(0, 99, n -> "leave<room" + n + ">");
            int before = mina.replies("error limit");
            mina.ask(0, 2 * MANY, n -> n % 2 == 0 ? "join<x" + n + ">" : "leave<x" + (n - 1) + ">");
            int refused = MANY - (MAX_ROOMS - 100);
            assertEquals(refused, mina.replies("error limit") - before);
            assertEquals(refused, Statistics.of(server).figure("limits.rooms"));
            assertEquals(MAX_ROOMS, Statistics.of(server).figure("rooms"));
            assertBounded("rooms", MAX_ROOMS * 1_100L);
        }

        private void fillStore() throws IOException {
            int before = mina.replies("error limit");
            mina.ask(0, MANY, n -> "put<k/" + n + ",value>");
            int refused = mina.replies("error limit") - before;
            assertTrue(refused > 0, mina.replies().toString());
            assertEquals(refused, Statistics.of(server).figure("limits.store"));
            assertTrue(Statistics.of(server).figure("store.bytes") <= STORE_BYTES);
            assertBounded("store", STORE_BYTES + STORE_BYTES / 5);
            mina.ask(0, MANY, n -> "del<k/" + n + ">");
        }

        /** The store has room again, but not all of it is for one user. */
        private void fillOwn() throws IOException {
            int before = mina.replies("error limit");
            String value = "x".repeat(3_000);
            mina.ask(0, 1_000, n -> "put<~mina/" + n + "," + value + ">");
            int refused = mina.replies("error limit") - before;
            assertTrue(refused > 600 && refused < 900, refused + " were refused");
            Statistics stats = Statistics.of(server);
            assertTrue(stats.figure("limits.bytes-per-owner") + stats.figure("limits.store") >= refused);
        }

        /** Each limit has its way out, and nobody else is the worse for it. */
        private void goesOn() throws IOException {
            int before = mina.replies("error limit");
            mina.ask(0, 1, n -> "leave<general>")
                    .ask(0, 1, n -> "join<room1>")
                    .ask(0, 1, n -> "unwatch<w/0/>")
                    .ask(0, 1, n -> "watch<other/>")
                    .ask(0, 1, n -> "unfollow<user0>")
                    .ask(0, 1, n -> "follow<joon>")
                    .ask(0, 1, n -> "del<h/0>")
                    .ask(0, 1, n -> "hold<other,1>")
                    .ask(0, 1, n -> "del<~mina/0>")
                    .ask(0, 1, n -> "put<~mina/other,1>")
                    .ask(0, 1, n -> "say<room1,good evening>");
            assertEquals(before, mina.replies("error limit"), mina.replies().toString());
            try (FrameClient joon = server.connect()) {
                assertTrue(joon.ask("login<joon>").startsWith("welcome<"));
                assertTrue(joon.ask("join<room1>").startsWith("joined<room1,2,"));
            }
        }
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
