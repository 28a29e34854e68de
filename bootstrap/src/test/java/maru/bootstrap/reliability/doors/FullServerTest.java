package maru.bootstrap.reliability.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import maru.bootstrap.reliability.doors.Crowd.Condition;
import maru.bootstrap.reliability.doors.Crowd.Visitor;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerLaunch;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More clients than there are descriptors. */
class FullServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int DESCRIPTORS = 512;
    private static final int CLIENTS = DESCRIPTORS - 128;
    private static final int CONNECTS = NIGHTLY ? 2_000 : 700;
    private static final int LOOK_MILLIS = NIGHTLY ? 10_000 : 2_000;
    private static final int MOST_MILLIS = 20_000;

    @TempDir
    Path folder;

    @Test
    void whoFindsNoDescriptorIsRefusedAndTheServerGoesOnAsBefore() throws Exception {
        refuse("rdb", "--db", "maru.db");
    }

    @Test
    void aLimitThatIsTooHighIsCutToWhatThereAreDescriptorsFor() throws Exception {
        refuse("rdb", "--db", "maru.db", "--max-clients", "2000");
        assertTrue(log().contains(" clients_limit_out_of_reach wanted=2000 max=" + CLIENTS + " "), log());
    }

    private void refuse(String store, String... options) throws Exception {
        try (ServerProcess server = new ServerLaunch(folder)
                        .after("ulimit -n " + DESCRIPTORS)
                        .start(store, options);
                Crowd crowd = new Crowd(server.port())) {
            ProcessFigures figures = new ProcessFigures(server.pid());
            try (FrameClient first = server.connect()) {
                assertEquals("ok<>", first.ask("put<a,1>"));
                storesStill(server, first); // SQLite keeps the descriptor of a reader for the next one
                long descriptors = figures.descriptors();
                long began = System.nanoTime();
                List<Visitor> all = crowd.come(CONNECTS);
                all.forEach(visitor -> visitor.send("ping<>"));
                crowd.look(MOST_MILLIS, () -> all.stream().allMatch(v -> v.isClosed() || isIn(v)));
                assertEquals(
                        CLIENTS - 1, all.stream().filter(FullServerTest::isIn).count());
                assertTrue(all.stream().noneMatch(v -> !isIn(v) && !isRefusal(v.received())));
                staysQuiet(crowd, figures);
                storesStill(server, first);
                saysItOnceASecond("clients_refused", began);
                recovers(crowd, all);
                for (Visitor visitor : crowd.all()) {
                    visitor.leave();
                }
                crowd.look(MOST_MILLIS, () -> figures.descriptors() <= descriptors);
                assertTrue(figures.descriptors() <= descriptors, "descriptors are left");
            }
        }
    }

    private static boolean isIn(Visitor visitor) {
        return visitor.received().startsWith("pong<>");
    }

    /** The connection is just closed where too many are to be told. */
    private static boolean isRefusal(String received) {
        return received.isEmpty() || received.startsWith("bye<full,5000,");
    }

    /** Where nothing happens the processors are left alone. */
    private static void staysQuiet(Crowd crowd, ProcessFigures figures) throws IOException {
        long before = figures.cpuMillis();
        crowd.look(LOOK_MILLIS, () -> false);
        long spent = figures.cpuMillis() - before;
        System.out.printf("full: %d ms of processor time in %d ms%n", spent, LOOK_MILLIS);
        assertTrue(spent < LOOK_MILLIS / 3, spent + " ms of processor time");
    }

    private void storesStill(ServerProcess server, FrameClient client) throws Exception {
        assertEquals("ok<>", client.ask("put<b,1>"));
        server.type("backup copy.db");
        server.outputLine();
        assertTrue(Files.size(folder.resolve("copy.db")) > 0);
        Files.delete(folder.resolve("copy.db"));
    }

    private void saysItOnceASecond(String event, long began) throws IOException {
        long seconds = (System.nanoTime() - began) / 1_000_000_000 + 2;
        long lines =
                log().lines().filter(line -> line.contains(" " + event + " ")).count();
        assertTrue(lines >= 1 && lines <= seconds, lines + " lines in " + seconds + " s");
    }

    /** One goes, another comes. */
    private static void recovers(Crowd crowd, List<Visitor> all) throws IOException {
        all.stream().filter(FullServerTest::isIn).findFirst().orElseThrow().leave();
        long began = System.nanoTime();
        boolean[] in = new boolean[1];
        crowd.look(MOST_MILLIS, () -> in[0] || (in[0] = isTaken(crowd)));
        assertTrue(in[0], "nobody else is taken");
        System.out.printf("full: another is taken after %d ms%n", (System.nanoTime() - began) / 1_000_000);
    }

    private static boolean isTaken(Crowd crowd) throws IOException {
        Visitor next = crowd.come(1).get(0);
        next.send("ping<>");
        crowd.look(MOST_MILLIS, () -> next.isClosed() || isIn(next));
        return isIn(next);
    }

    private static void await(Condition condition, Supplier<String> otherwise) throws IOException {
        long end = System.nanoTime() + MOST_MILLIS * 1_000_000L;
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < end, otherwise);
            Thread.onSpinWait();
        }
    }

    /** The limit is made smaller while the server runs: then accepting fails, which by itself it never does. */
    @Test
    void whereAcceptingFailsItIsTriedAgainInAMomentAndNotAtOnce() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "there is no prlimit on this machine (util-linux)");
        try (ServerProcess server = new ServerLaunch(folder).start("mem");
                Crowd crowd = new Crowd(server.port())) {
            ProcessFigures figures = new ProcessFigures(server.pid());
            List<Visitor> in = crowd.come(20);
            in.forEach(visitor -> visitor.send("ping<>"));
            crowd.look(MOST_MILLIS, () -> in.stream().allMatch(FullServerTest::isIn));
            figures.limitDescriptors(figures.descriptors());
            long began = System.nanoTime();
            List<Visitor> waiting = crowd.come(15);
            waiting.forEach(visitor -> visitor.send("ping<>"));
            await(() -> log().contains(" accept_failed "), () -> "accepting does not fail");
            staysQuiet(crowd, figures);
            saysItOnceASecond("accept_failed", began);
            assertTrue(
                    waiting.stream().filter(FullServerTest::isIn).count() < waiting.size(), "accepting fails no more");
            for (Visitor visitor : in) {
                visitor.leave();
            }
            crowd.look(MOST_MILLIS, () -> waiting.stream().allMatch(FullServerTest::isIn));
            assertTrue(waiting.stream().allMatch(FullServerTest::isIn), "who waited is not taken");
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("maru.log"));
    }
}
