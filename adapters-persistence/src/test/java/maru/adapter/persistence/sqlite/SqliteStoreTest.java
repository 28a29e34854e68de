package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.SqliteOptions;
import maru.adapter.persistence.StoreException;
import maru.application.testing.EntryClient;
import maru.application.testing.RecordingReply;
import maru.application.testing.SettableTime;
import maru.domain.RefusalCode;
import maru.domain.kv.Entry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening and closing, and what is refused with which sentence. */
class SqliteStoreTest {
    private final SettableTime time = new SettableTime();

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void begin() {
        file = directory.resolve("what is it? 100%.db");
    }

    @Test
    void allFilesAreTheOwnersAlone() throws Exception {
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            store.client(1).put("a", "1").value();
            try (var files = Files.list(directory)) {
                List<Path> made = files.toList();
                assertEquals(5, made.size(), made.toString()); // database, -wal, -shm, .lock, .sums
                for (Path path : made) {
                    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
                }
            }
        }
    }

    @Test
    void secondServerIsToldWhoHasTheFile() throws Exception {
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            store.client(1).put("a", "1").value();
            String why = refusal();
            assertTrue(why.contains("process id " + ProcessHandle.current().pid()), why);
        }
        StoreUnderTest.open(file, time).close();
    }

    @Test
    void newerFileIsRefused() throws Exception {
        StoreUnderTest.open(file, time).close();
        run("PRAGMA user_version = 7");

        String why = refusal();
        assertTrue(why.contains("version 7") && why.contains("versions up to 6"), why);
    }

    @Test
    void otherDatabaseIsRefused() throws Exception {
        run("CREATE TABLE t (x)");
        assertTrue(refusal().contains("not one of Maru's"));
    }

    @Test
    void whatIsNoDatabaseIsRefused() throws Exception {
        Files.writeString(file, "not a database, but long enough to be looked at as one. ".repeat(100));
        assertTrue(refusal().contains("not a database"));
    }

    @Test
    void missingDirectoryIsNamed() {
        file = directory.resolve("none").resolve("maru.db");
        assertTrue(refusal().contains("no directory " + directory.resolve("none")));
    }

    @Test
    void directoryIsRefused() {
        file = directory;
        assertTrue(refusal().contains("no file"));
    }

    @Test
    void damagedRowIsNamed() throws Exception {
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            store.client(1).put("some.key", "1").value();
            store.client(1).put("another", "1").value();
        }
        run("UPDATE entry SET value = x'32' WHERE key = CAST('some.key' AS BLOB)");
        assertTrue(refusal().contains("key some.key is damaged"));
    }

    @Test
    void damagedBatchIsNamed() throws Exception {
        leaveJournal();
        run("UPDATE journal SET batch = substr(batch, 1, length(batch) - 1) || x'00' WHERE pos = 2");
        assertTrue(refusal().contains("row 2 of the journal is damaged"));
    }

    @Test
    void batchThatMovedIsNamed() throws Exception {
        leaveJournal();
        run("UPDATE journal SET batch = (SELECT batch FROM journal WHERE pos = 3) WHERE pos = 2");
        assertTrue(refusal().contains("row 2 of the journal is damaged"));
    }

    @Test
    void missingBatchIsNamed() throws Exception {
        leaveJournal();
        run("DELETE FROM journal WHERE pos = 2");
        assertTrue(refusal().contains("row 2 of the journal is missing"));
    }

    /** A database whose journal has three rows, as if the process had ended. */
    private void leaveJournal() throws Exception {
        Path original = directory.resolve("original.db");
        try (StoreUnderTest store = StoreUnderTest.openWithoutFolding(original, time)) {
            for (String key : List.of("a", "b", "c")) {
                store.client(1).put(key, "1").value();
            }
            file = StoreUnderTest.copy(original, directory.resolve("image"));
        }
    }

    @Test
    void closingAnswersWhatWasTakenAndRefusesTheRest() throws Exception {
        StoreUnderTest store = StoreUnderTest.open(file, time);
        EntryClient client = store.client(1);
        RecordingReply<Entry> taken = client.put("a", "1");
        store.store().close();
        assertEquals("1", EntryClient.valueOf(taken.value()));
        assertEquals(RefusalCode.SHUTTING_DOWN, client.put("a", "2").refusal().code());
        assertEquals("1", EntryClient.valueOf(client.get("a").value()));
    }

    @Test
    void storeThatWasNeverStartedCloses() throws Exception {
        for (int i = 0; i < 2; i++) {
            SqliteStore.open(new SqliteOptions(file, Durability.PROCESS, 1_000), time)
                    .close();
        }
    }

    @Test
    void fileThatSomebodyLocksIsWaitedFor() throws Exception {
        try (StoreUnderTest store = StoreUnderTest.open(file, time);
                Connection other = SqliteFile.connect(file, false);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            RecordingReply<Entry> put = store.client(1).put("a", "1");
            RecordingReply<Entry> get = store.client(1).get("a");
            assertFalse(put.isAnswered() || get.isAnswered());
            statement.execute("COMMIT");
            assertEquals("1", EntryClient.valueOf(put.value()));
            assertEquals("1", EntryClient.valueOf(get.value()));
        }
    }

    @Test
    void saysHowItIs() throws Exception {
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            long version = store.client(1).put("a", "1").value().version();
            assertEquals(1, store.figure("store.keys"));
            assertTrue(store.figure("store.bytes") > 0);
            assertEquals(Long.MAX_VALUE, store.figure("store.max-bytes"));
            assertEquals(version, store.figure("store.last-version"));
            assertEquals(1, store.figure("store.commits"));
            assertEquals(0, store.figure("store.failed-commits"));
            assertEquals(0, store.figure("store.waiting"));
        }
    }

    /** Not by the test's double: SQLite itself finds no room. */
    @Test
    void fullDatabaseRefusesWritesAndServesReads() throws Exception {
        SqliteFile[] opened = new SqliteFile[1];
        try (StoreUnderTest store = StoreUnderTest.open(file, time, () -> {
            SqliteFile made = new SqliteFile(file, Durability.POWER);
            opened[0] = made;
            return made;
        })) {
            EntryClient client = store.client(1);
            client.put("a", "1").value();
            limitPages(opened[0], 40);
            RecordingReply<Entry> large = client.put("large", "x".repeat(200_000));
            assertEquals(RefusalCode.STORAGE_FAILED, large.refusal().code());
            assertTrue(client.get("large").isNone());
            assertEquals("1", EntryClient.valueOf(client.get("a").value()));

            limitPages(opened[0], 1_000_000);
            while (client.put("large", "x".repeat(200_000)).isRefused()) {
                Thread.onSpinWait();
            }
            assertEquals(200_000, client.get("large").value().valueLength());
        }
    }

    /** The writer is idle: it waits for its next probe, or for work. */
    private static void limitPages(SqliteFile opened, int pages) throws Exception {
        try (Statement statement = opened.connection().createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
        }
    }

    private String refusal() {
        StoreException refused = assertThrows(StoreException.class, () -> StoreUnderTest.open(file, time));
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
        return refused.getMessage();
    }

    private void run(String sql) throws Exception {
        try (Connection connection = SqliteFile.connect(file, false);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
