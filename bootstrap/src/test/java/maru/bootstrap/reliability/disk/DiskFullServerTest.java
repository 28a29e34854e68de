package maru.bootstrap.reliability.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real server on a disk that gets full, its log on the same one. */
class DiskFullServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int FULL_MILLIS = NIGHTLY ? 60_000 : 2_000;
    private static final int PER_SECOND = NIGHTLY ? 5_000 : 2_000;
    private static final int BACK_WITHIN_SECONDS = NIGHTLY ? 5 : 20;
    private static final int ROUNDS = 20;
    private static final int PATIENCE_SECONDS = 20;

    private final Load load = new Load();
    private final Puts puts = new Puts("k", 500, 100);
    private final Says says = new Says("dev", 100);
    private final Pings pings = new Pings();

    @TempDir
    Path folder;

    private SmallDisk disk;

    @BeforeEach
    void begin() throws Exception {
        disk = new SmallDisk(Files.createDirectory(folder.resolve("disk")), 64);
    }

    @AfterEach
    void end() {
        load.close();
    }

    private ServerProcess start() throws Exception {
        return disk.launch(folder).start("rdb", "--db", "maru.db", "--log-file", "maru.log");
    }

    @Test
    void whatWasAnsweredIsThereAfterTheDiskWasFull() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (ServerProcess server = start()) {
            int port = server.port();
            load.with(puts.writer(port, load, PER_SECOND)).with(puts.reader(port, load, 200));
            load.with(puts.watcher(port, load)).with(says.speaker(port, load, PER_SECOND / 10));
            load.with(says.listener(port, load)).with(pings.client(port, load));
            awaitWrites(PER_SECOND / 2);

            disk.fill(server);
            load.await("refusal", PATIENCE_SECONDS, () -> puts.answers().refused("storage-failed") > 0);
            int answered = pings.count();
            load.goOn(FULL_MILLIS);
            assertTrue(pings.count() > answered + 100);
            System.out.println(
                    "full: " + puts.answers() + " " + says.answers() + " " + pings + " " + disk.files(server));

            long freed = System.nanoTime();
            disk.free(server);
            awaitWrites(1);
            awaitWrites(1);
            long back = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - freed);
            assertTrue(back < TimeUnit.SECONDS.toMillis(BACK_WITHIN_SECONDS), back + " ms");
            awaitWrites(PER_SECOND);
            load.end();
            System.out.println("back after " + back + " ms: " + puts.answers() + " " + says.answers() + " " + pings);
            puts.check(port);
            says.check(port);
            server.signal("STOP");
            disk.copyDatabase(server, copy);
        }
        try (ServerProcess server = ServerProcess.start(
                folder, "rdb", "--db", copy.resolve("maru.db").toString())) {
            puts.check(server.port());
            says.check(server.port());
            server.terminate();
            assertEquals(0, server.awaitExit());
        }
    }

    private void awaitWrites(int count) throws Exception {
        int before = puts.answers().done();
        int said = says.answers().done();
        load.await("writes", PATIENCE_SECONDS, () -> puts.answers().done() >= before + count);
        load.await("says", PATIENCE_SECONDS, () -> says.answers().done() >= said + (count + 9) / 10);
    }

    /** The journal, its folding, the log and its index, and checkpoints meet the end of the disk in turn. */
    @Test
    @Tag("nightly")
    void whatWasAnsweredIsThereAfterTheDiskWasFullAgainAndAgain() throws Exception {
        Puts large = new Puts("l", 100, 20_000);
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Random random = new Random(20261121);
        disk = new SmallDisk(Files.createDirectory(folder.resolve("larger")), 150);
        try (ServerProcess server = start()) {
            int port = server.port();
            load.with(large.writer(port, load, 200)).with(large.reader(port, load, 200));
            load.with(puts.writer(port, load, PER_SECOND)).with(puts.watcher(port, load));
            load.with(says.speaker(port, load, PER_SECOND / 10)).with(says.listener(port, load));
            load.with(pings.client(port, load));
            for (int round = 0; round < ROUNDS; round++) {
                disk.fill(server, random.nextInt(1_000_000)); // where much of the file is free, it is not even noticed
                load.goOn(500 + random.nextInt(1_000));
                disk.free(server);
                awaitWrites(10);
                load.goOn(random.nextInt(1_000));
            }
            load.end();
            System.out.println(puts.answers() + " " + large.answers() + " " + says.answers() + " " + pings);
            assertTrue(puts.answers().refused() > 0);
            puts.check(port);
            large.check(port);
            says.check(port);
            server.signal("STOP");
            disk.copyDatabase(server, copy);
        }
        try (ServerProcess server = ServerProcess.start(
                folder, "rdb", "--db", copy.resolve("maru.db").toString())) {
            puts.check(server.port());
            large.check(server.port());
            says.check(server.port());
            server.terminate();
            assertEquals(0, server.awaitExit());
        }
    }

    /** What is in the journal is mostly old by now: on a disk that it fills, that is the room there is. */
    @Test
    @Tag("nightly")
    void journalThatFillsTheDiskIsFoldedBeforeWritesAreTaken() throws Exception {
        Puts large = new Puts("l", 100, 20_000);
        disk = new SmallDisk(Files.createDirectory(folder.resolve("tiny")), 34);
        try (ServerProcess server = start();
                FrameClient client = server.connect()) {
            disk.fill(server, 26 << 20);
            while (large.answers().refused() == 0) {
                large.put(client, 50);
            }
            disk.free(server);
            for (int written = large.answers().done(); large.answers().done() < written + 800; ) {
                int refused = large.answers().refused();
                large.put(client, 50);
                if (large.answers().refused() > refused) {
                    load.goOn(100);
                }
            }
            System.out.println("folded: " + large.answers() + " " + Files.size(disk.of(server, "maru.db")));
            large.check(server.port());
        }
    }

    @Test
    void backupWithoutRoomSaysSoAndLeavesNothing() throws Exception {
        try (ServerProcess server = start()) {
            load.with(puts.writer(server.port(), load, PER_SECOND));
            load.await("writes", PATIENCE_SECONDS, () -> puts.answers().done() >= 5_000);
            load.end();
            Set<String> before = new TreeSet<>(disk.files(server));
            before.add("ballast");
            disk.fill(server);
            server.type("backup copy.db");
            String line = server.outputLine();
            assertTrue(line.contains("can't back up to "), line);
            assertEquals(before, disk.files(server));
            disk.free(server);
            server.type("backup copy.db");
            line = server.outputLine();
            assertTrue(line.contains("copy.db"), line);
            assertTrue(disk.files(server).contains("copy.db"));
        }
    }

    @Test
    void startOnAFullDiskIsRefusedWithASentence() throws Exception {
        try (ServerProcess server = disk.launch(folder, "dd if=/dev/zero of=ballast bs=4k 2>/dev/null")
                .launch("rdb", "--port", "0", "--db", "maru.db", "--log-file", "maru.log")) {
            assertEquals(1, server.awaitExit());
            String errors = server.errors();
            System.out.println(errors);
            assertTrue(errors.contains("Maru can't start: ") && errors.contains("No space left"), errors);
        }
    }
}
