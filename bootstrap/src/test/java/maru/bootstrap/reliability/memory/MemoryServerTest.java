package maru.bootstrap.reliability.memory;

import static maru.bootstrap.testing.ProcessFigures.mebibytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import maru.bootstrap.testing.Bulk;
import maru.bootstrap.testing.ProcessFigures;
import maru.bootstrap.testing.ServerLaunch;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the heap has once everything was collected, beside what {@code stats} and docs/operating.md reckon. */
final class MemoryServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");

    /** Keys of each kind; there are four kinds. */
    private static final int KEYS = NIGHTLY ? 250_000 : 25_000;

    /** Buffers that are there from the first large write on. */
    private static final long CONSTANT = 3 << 20;

    private static final int ROOMS = NIGHTLY ? 100_000 : 10_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void keysTakeWhatIsReckoned(String store) throws Exception {
        List<String> wrong = new ArrayList<>();
        long empty;
        try (ServerProcess server = launch().start(store, "--max-holds", "0");
                ProcessFigures process = new ProcessFigures(server.pid());
                Bulk bulk = new Bulk(server.port())) {
            bulk.ask(0, 1_000, number -> "put<warm" + number + ",up>").ask(0, 1_000, n -> "del<warm" + n + ">");
            empty = process.heapAfterCollection();
            measure(server, process, bulk, wrong, "small", n -> "put<s/" + n + ",value" + n % 100 + ">");
            measure(
                    server,
                    process,
                    bulk,
                    wrong,
                    "large",
                    n -> "put<" + name("large/", 40, n) + "," + "v".repeat(200) + ">");
            measure(server, process, bulk, wrong, "expiring", n -> "put-for<e/" + n + ",86400,value" + n % 100 + ">");
            measure(server, process, bulk, wrong, "held", n -> "hold<" + name("held/", 20, n) + ",value>");
            assertEquals(
                    3 * KEYS + 1_000,
                    bulk.replies("ok") - KEYS - 1_000,
                    bulk.replies().toString());
            server.type("stop");
            assertEquals(0, server.awaitExit());
        }
        if (store.equals("rdb")) {
            try (ServerProcess again = launch().start(store);
                    ProcessFigures process = new ProcessFigures(again.pid())) {
                awaitFolded(again);
                Statistics stats = Statistics.of(again);
                assertEquals(3L * KEYS, stats.figure("store.keys"));
                compare("read back", process.heapAfterCollection() - empty, stats.figure("store.bytes"), wrong);
            }
        }
        assertEquals(List.of(), wrong);
    }

    private void measure(
            ServerProcess server,
            ProcessFigures process,
            Bulk bulk,
            List<String> wrong,
            String kind,
            IntFunction<String> request)
            throws IOException {
        awaitFolded(server);
        long heap = process.heapAfterCollection();
        long reckoned = Statistics.of(server).figure("store.bytes");
        bulk.ask(0, KEYS, request);
        awaitFolded(server);
        compare(
                kind,
                process.heapAfterCollection() - heap,
                Statistics.of(server).figure("store.bytes") - reckoned,
                wrong);
    }

    private static void compare(String kind, long measured, long reckoned, List<String> wrong) {
        double ratio = (double) measured / reckoned;
        String row = String.format(
                Locale.ROOT,
                "%-10s measured %8s MiB, reckoned %8s MiB, %.2f",
                kind,
                mebibytes(measured),
                mebibytes(reckoned),
                ratio);
        print(row);
        if (Math.abs(measured - reckoned) > 0.15 * reckoned + CONSTANT) {
            wrong.add(row);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void roomsTakeLittle(String store) throws Exception {
        try (ServerProcess server =
                        launch().start(store, "--max-rooms", Integer.toString(ROOMS + 101), "--max-rooms-joined", "0");
                ProcessFigures process = new ProcessFigures(server.pid());
                Bulk bulk = new Bulk(server.port())) {
            bulk.ask(0, 1, n -> "login<u>").ask(0, 100, n -> "join<r" + n + ">").ask(0, 100, n -> "leave<r" + n + ">");
            long heap = process.heapAfterCollection();
            bulk.ask(0, ROOMS, n -> "join<room" + n + ">");
            heap = each("room", process.heapAfterCollection() - heap, 1_100) + heap;
            for (int i = 0; i < 4; i++) {
                bulk.ask(0, ROOMS, n -> "say<room" + n + ",good evening to all of you here in this room " + n + ">");
                awaitFolded(server);
                heap = each("message " + i, process.heapAfterCollection() - heap, i == 0 ? 600 : 200) + heap;
            }
            print(bulk.replies().toString());
            assertEquals(Map.of("joined", ROOMS + 100, "left", 100, "sent", 4 * ROOMS, "welcome", 1), bulk.replies());
            assertEquals(ROOMS + 101, Statistics.of(server).figure("rooms"));
        }
    }

    /** As docs/operating.md has it. */
    private static long each(String what, long bytes, int most) {
        print(what + ": " + bytes / ROOMS + " bytes each");
        assertTrue(bytes <= (long) most * ROOMS + CONSTANT, bytes / ROOMS + " bytes for each " + what);
        return bytes;
    }

    private ServerLaunch launch() {
        return new ServerLaunch(folder).jvm("-Xmx1g");
    }

    private static String name(String begin, int length, int number) {
        String digits = Integer.toString(number);
        return begin + "0".repeat(length - begin.length() - digits.length()) + digits;
    }

    private static void awaitFolded(ServerProcess server) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
        while (Statistics.of(server).figure("store.journal-bytes") > 0) {
            assertTrue(System.nanoTime() < end, "the journal is not folded");
        }
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
