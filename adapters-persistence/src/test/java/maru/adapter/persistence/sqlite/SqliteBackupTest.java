package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import maru.adapter.persistence.Durability;
import maru.application.testing.EntryClient;
import maru.application.testing.RecordingReply;
import maru.application.testing.SettableTime;
import maru.domain.kv.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBackupTest {
    private final SettableTime time = new SettableTime();

    @TempDir
    Path directory;

    @Test
    void copyOpensAsItWasAndGivesNewVersions() throws Exception {
        Path copy = directory.resolve("it's a copy.db");
        long last;
        try (StoreUnderTest store = StoreUnderTest.open(directory.resolve("maru.db"), time)) {
            for (int i = 0; i < 1_000; i++) {
                store.client(1).put("key" + i, "v" + i);
            }
            store.client(1).hold("held", "1").value();
            assertEquals(Files.size(backUp(store, copy)), Files.size(copy));
            last = store.client(1).put("later", "1").value().version();
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
        try (SqliteFile marked = new SqliteFile(copy, Durability.POWER)) {
            assertEquals(time.unixMillis(), marked.backupTime());
        }
        try (StoreUnderTest restored = StoreUnderTest.open(copy, time)) {
            assertEquals(1_000, restored.content().size());
            assertTrue(restored.client(1).put("later", "2").value().version() > last);
        }
        try (SqliteFile opened = new SqliteFile(copy, Durability.POWER)) {
            assertEquals(0, opened.backupTime());
        }
    }

    @Test
    void copyMadeUnderWritingIsOneMoment() throws Exception {
        Path file = directory.resolve("maru.db");
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            EntryClient client = store.client(1);
            Thread writer = new Thread(() -> {
                for (int i = 1; i <= 3_000; i++) {
                    client.put("first", Integer.toString(i));
                    RecordingReply<Entry> second = client.put("second", Integer.toString(i));
                    if (i % 10 == 0) {
                        second.value();
                    }
                }
            });
            writer.start();
            for (int i = 0; i < 5; i++) {
                backUp(store, directory.resolve("copy" + i));
            }
            writer.join();
        }
        for (int i = 0; i < 5; i++) {
            try (StoreUnderTest restored = StoreUnderTest.open(directory.resolve("copy" + i), time)) {
                assertTrue(number(restored, "first") - number(restored, "second") <= 1);
            }
        }
    }

    @Test
    void targetThatExistsIsLeftAlone() throws Exception {
        Path target = directory.resolve("target");
        Files.writeString(target, "precious");
        try (StoreUnderTest store = StoreUnderTest.open(directory.resolve("maru.db"), time)) {
            IOException refused = assertThrows(IOException.class, () -> backUp(store, target));
            assertTrue(refused.getMessage().contains("exists"), refused.getMessage());
        }
        assertEquals("precious", Files.readString(target));
    }

    @Test
    void failedCopyLeavesNothing() throws Exception {
        Path target = directory.resolve("none").resolve("target");
        Path file = directory.resolve("maru.db");
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            IOException refused = assertThrows(IOException.class, () -> backUp(store, target));
            assertTrue(refused.getMessage().contains("no such file or directory"), refused.getMessage());
            SqliteBackup broken = new SqliteBackup(directory.resolve("missing.db"), time);
            assertThrows(IOException.class, () -> broken.backup(directory.resolve("target")));
        }
        assertEquals(List.of("maru.db", "maru.db.lock", "maru.db.sums"), names(directory));
    }

    @Test
    void whatAKilledServerLeftOfACopyIsRemovedWhenTheFileIsOpened() throws Exception {
        Path file = directory.resolve("maru.db");
        StoreUnderTest.open(file, time).close();
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        UnfinishedBackup left = UnfinishedBackup.begin(file, elsewhere.resolve("target"));
        Files.createFile(left.copy().resolveSibling(left.copy().getFileName() + "-journal"));
        Files.writeString(elsewhere.resolve("target"), "precious");

        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            assertEquals(List.of("target"), names(elsewhere));
            backUp(store, elsewhere.resolve("another"));
        }
        assertEquals(List.of("another", "target"), names(elsewhere));
        assertEquals(List.of("elsewhere", "maru.db", "maru.db.lock", "maru.db.sums"), names(directory));
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static Path backUp(StoreUnderTest store, Path target) throws IOException {
        store.store().backup().backup(target);
        return target;
    }

    private static int number(StoreUnderTest store, String key) {
        RecordingReply<Entry> found = store.client(1).get(key);
        return found.isNone() ? 0 : Integer.parseInt(EntryClient.valueOf(found.value()));
    }
}
