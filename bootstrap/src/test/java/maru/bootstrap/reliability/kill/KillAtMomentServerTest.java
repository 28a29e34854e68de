package maru.bootstrap.reliability.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the real process while its store does something beside committing: nothing that was shown to
 * anybody is lost, and a backup is complete under its name or not there.
 */
class KillAtMomentServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int ROUNDS = NIGHTLY ? 20 : 1;
    private static final int PUTS_PER_SECOND = NIGHTLY ? 20_000 : 3_000;
    private static final int SAYS_PER_SECOND = NIGHTLY ? 5_000 : 600;
    private static final long LEAST_PUTS = NIGHTLY ? 60_000 : 4_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);

    /** A checkpoint takes milliseconds, most of them for its sync. */
    private static final long LOOK_NANOS = 50_000;

    private static final int MOST_NANOS_OF_FOLDING = 600_000_000;

    private final Random random = new Random(20261121);
    private int hits;

    @TempDir
    Path folder;

    @Test
    void nothingShownIsLostWhereACheckpointWasUnderWay() throws Exception {
        try (Crowd crowd = crowd()) {
            for (int round = 0; round < ROUNDS; round++) {
                try (ServerProcess server = start()) {
                    crowd.check(server);
                    crowd.begin(server);
                    awaitPuts(crowd, random.nextInt((int) LEAST_PUTS));
                    Checkpoint checkpoint = new Checkpoint(folder.resolve("maru.db"));
                    await(crowd, checkpoint::isUnderWay);
                    kill(server, crowd);
                    hits += checkpoint.isUnderWay() ? 1 : 0;
                }
            }
            checkAll(crowd);
        }
        assertTrue(hits > 0 || !NIGHTLY);
    }

    @Test
    void nothingShownIsLostWhereTheJournalWasBeingFolded() throws Exception {
        try (Crowd crowd = crowd()) {
            for (int round = 0; round < ROUNDS; round++) {
                try (ServerProcess server = start()) {
                    crowd.check(server);
                    crowd.begin(server);
                    awaitPuts(crowd, LEAST_PUTS);
                    kill(server, crowd);
                }
                String foldedBefore = askCopy("SELECT max(version) FROM entry");
                long before = timesOpened();
                try (ServerProcess server = ServerProcess.launch(folder, "rdb", "--port", "0", "--db", "maru.db")) {
                    await(crowd, () -> timesOpened() > before);
                    pause(MOST_NANOS_OF_FOLDING); // nobody writes, so it folds at once
                    server.kill();
                }
                boolean hasJournal = !askCopy("SELECT count(*) FROM journal").equals("0");
                hits += hasJournal && !askCopy("SELECT max(version) FROM entry").equals(foldedBefore) ? 1 : 0;
            }
            checkAll(crowd);
        }
        assertTrue(hits > 0 || !NIGHTLY);
    }

    @Test
    void halfABackupIsNeverLeftUnderItsName() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("backups"));
        try (Crowd crowd = crowd()) {
            for (int round = 0; round < ROUNDS; round++) {
                Path backup = directory.resolve("backup" + round + ".db");
                try (ServerProcess server = start()) {
                    assertEquals(List.of(), unfinished(directory));
                    crowd.check(server);
                    crowd.begin(server);
                    awaitPuts(crowd, LEAST_PUTS);
                    server.type("backup backups/" + backup.getFileName());
                    await(crowd, () -> !unfinished(directory).isEmpty());
                    pause(NIGHTLY ? 200_000_000 : 10_000_000);
                    kill(server, crowd);
                }
                hits += Files.exists(backup) ? 0 : 1;
                if (Files.exists(backup)) {
                    checkBackup(backup);
                }
            }
            try (ServerProcess server = start()) {
                assertEquals(List.of(), unfinished(directory));
                Files.deleteIfExists(directory.resolve("backup0.db"));
                server.type("backup backups/backup0.db");
                assertTrue(server.outputLine().contains(" bytes are in "));
                checkAll(server, crowd);
            }
        }
        checkBackup(directory.resolve("backup0.db"));
        assertTrue(hits > 0 || !NIGHTLY);
    }

    private Crowd crowd() {
        return new Crowd(PUTS_PER_SECOND, SAYS_PER_SECOND, random.nextLong());
    }

    private ServerProcess start() throws IOException {
        return ServerProcess.start(folder, "rdb", "--db", "maru.db");
    }

    private static void kill(ServerProcess server, Crowd crowd) throws Exception {
        crowd.expectEnd();
        server.kill();
        crowd.end();
    }

    private void checkAll(Crowd crowd) throws Exception {
        try (ServerProcess server = start()) {
            checkAll(server, crowd);
        }
    }

    private void checkAll(ServerProcess server, Crowd crowd) throws Exception {
        crowd.check(server);
        crowd.checkHistory(server);
        server.kill();
        assertEquals("ok", DatabaseFile.integrity(copy()));
        System.out.printf("%d of %d kills at that moment, %d messages%n", hits, ROUNDS, crowd.messages());
    }

    private static void checkBackup(Path backup) throws Exception {
        assertEquals("ok", DatabaseFile.integrity(backup));
        assertNotEquals("0", DatabaseFile.ask(backup, "SELECT count(*) FROM meta WHERE name = 'backup'"));
        assertFalse(Files.exists(backup.resolveSibling(backup.getFileName() + "-journal")));
    }

    private void awaitPuts(Crowd crowd, long puts) throws Exception {
        await(crowd, () -> crowd.puts() >= puts);
    }

    private static void await(Crowd crowd, BooleanSupplier isThere) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (int turn = 0; !isThere.getAsBoolean(); turn++) {
            if (turn % 256 == 0) {
                crowd.checkMembers();
                assertTrue(System.nanoTime() < end, "not within 40 s");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void pause(int mostNanos) {
        long end = System.nanoTime() + random.nextInt(mostNanos);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static List<Path> unfinished(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().contains(".part")).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private long timesOpened() {
        try (var lines = Files.lines(folder.resolve("maru.log"))) {
            return lines.filter(line -> line.contains("store_opened")).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String askCopy(String question) throws Exception {
        return String.valueOf(DatabaseFile.ask(copy(), question));
    }

    /** SQLite would change the files themselves when it looks. */
    private Path copy() throws IOException {
        Path copy = Files.createTempDirectory(folder, "copy").resolve("maru.db");
        for (String suffix : List.of("", "-wal")) {
            Files.copy(folder.resolve("maru.db" + suffix), copy.resolveSibling("maru.db" + suffix));
        }
        return copy;
    }
}
