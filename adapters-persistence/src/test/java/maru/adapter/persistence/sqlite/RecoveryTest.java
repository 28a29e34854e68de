package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.table.EntryTables;
import maru.application.testing.EntryClient;
import maru.application.testing.RecordingReply;
import maru.application.testing.SettableTime;
import maru.domain.kv.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in the file after an end that was not a stop. */
class RecoveryTest {
    private static final int CUT = 4_096;

    private final SettableTime time = new SettableTime();

    @TempDir
    Path directory;

    @Test
    void everyImageOfTheLogIsAPrefixOfTheCommits() throws Exception {
        Path image;
        try (StoreUnderTest store = StoreUnderTest.openWithoutFolding(directory.resolve("maru.db"), time)) {
            EntryClient client = store.client(1);
            for (int i = 0; i < 40; i++) {
                client.put("key" + i, "x".repeat(i * 50));
                client.put("last", Integer.toString(i)).value();
            }
            image = StoreUnderTest.copy(directory.resolve("maru.db"), directory.resolve("image"));
        }
        long size = Files.size(StoreUnderTest.wal(image));
        int most = 0;
        for (long length = 0; length < size + CUT; length += CUT) {
            Path cut = StoreUnderTest.copy(image, directory.resolve("cut" + length));
            try (FileChannel wal = FileChannel.open(StoreUnderTest.wal(cut), StandardOpenOption.WRITE)) {
                wal.truncate(Math.min(length, size));
            }
            int found = checkPrefix(cut);
            assertTrue(found >= most, "a longer log has less in it");
            most = found;
        }
        assertEquals(39, most);
    }

    /** Returns how many commits are in it. */
    private int checkPrefix(Path file) throws Exception {
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            EntryClient client = store.client(1);
            int keys = client.list("key", null, 1_000).value().size();
            if (client.get("last").isNone()) {
                assertTrue(keys <= 1);
                return 0;
            }
            int last = Integer.parseInt(EntryClient.valueOf(client.get("last").value()));
            assertTrue(keys == last + 1 || keys == last + 2);
            for (int i = 0; i < keys; i++) {
                assertEquals(
                        "x".repeat(i * 50),
                        EntryClient.valueOf(client.get("key" + i).value()));
            }
            return last;
        }
    }

    @Test
    void crashBetweenSlicesOfFoldingLosesNothing() throws Exception {
        Path file = directory.resolve("maru.db");
        Map<String, String> content;
        Path image;
        try (StoreUnderTest store = StoreUnderTest.openWithoutFolding(file, time)) {
            fill(store.client(1));
            content = store.content();
            image = StoreUnderTest.copy(file, directory.resolve("image"));
        }
        ReentrantLock lock = new ReentrantLock();
        EntryTables tables = new EntryTables();
        JournaledEntries entries = new JournaledEntries(
                new SqliteEntryRepository(new Journal(lock), tables, time, Long.MAX_VALUE), lock, tables, time);
        int slices = 0;
        try (SqliteFile folded = new SqliteFile(image, Durability.POWER)) {
            Folding folding = Folding.of(folded, List.of(entries), SecondThread.Work::run, (type, batch, from, to) -> {
                entries.replay(batch, from, to);
                return true;
            });
            while (!folding.isEmpty()) {
                folding.slice(folded, () -> false);
                Path crashed = StoreUnderTest.copy(image, directory.resolve("slice" + slices++));
                try (StoreUnderTest store = StoreUnderTest.open(crashed, time)) {
                    assertEquals(content, store.content());
                }
            }
        }
        assertTrue(slices > 2);
    }

    private static void fill(EntryClient client) {
        for (int i = 0; i < 5_000; i++) {
            client.put("key" + i, "v" + i);
        }
        client.put("empty", "");
        client.putFor("for", 60_000, "a while");
        client.touch("for", 120_000).value();
        for (int i = 0; i < 5_000; i += 3) {
            client.remove("key" + i);
            client.put("key" + (i + 1), "again");
        }
        client.hold("held", "never on disk").value();
        client.end();
        client.list("", null, 1).value();
    }

    @Test
    void longJournalIsFoldedWhileItGrows() throws Exception {
        Path file = directory.resolve("maru.db");
        Map<String, String> content;
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            EntryClient client = store.client(1);
            String value = "x".repeat(2_000);
            for (int i = 0; i < 40_000; i++) {
                RecordingReply<Entry> put = client.put("key" + i % 3_000, value + i);
                if (i % 500 == 0) {
                    put.value();
                }
            }
            content = store.content();
            assertTrue(store.figure("store.folded") > 0);
        }
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            assertEquals(content, store.content());
        }
    }

    @Test
    void everythingIsThereAfterAStop() throws Exception {
        Path file = directory.resolve("maru.db");
        Map<String, String> content;
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            fill(store.client(1));
            store.client(2).hold("held", "x").value();
            content = new TreeMap<>(store.content());
            content.remove("held");
        }
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            assertEquals(content, store.content());
            assertEquals(0, store.figure("store.journal-bytes"));
        }
    }

    @Test
    void whatFellDueMeanwhileIsGoneAndToldOf() throws Exception {
        Path file = directory.resolve("maru.db");
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            store.client(1).putFor("soon", 1_000, "1").value();
            store.client(1).putFor("later", 10_000, "1").value();
        }
        time.advance(5_000);
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            assertTrue(store.client(1).get("soon").isNone());
            assertEquals("1", EntryClient.valueOf(store.client(1).get("later").value()));
            Entry told = store.listener.await(1).get(0);
            assertEquals("soon", EntryClient.keyOf(told));
            assertTrue(told.isRemoved());
            time.advance(5_000);
            store.timeMoved();
            assertEquals("later", EntryClient.keyOf(store.listener.await(2).get(1)));
        }
    }

    @Test
    void versionsNeverRunBackwardsThoughTheClockDoes() throws Exception {
        Path file = directory.resolve("maru.db");
        long last;
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            store.client(1).put("a", "1").value();
            last = store.client(1).hold("held", "1").value().version();
        }
        for (int i = 0; i < 3; i++) {
            time.setUnixMillis(1_000_000);
            try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
                long version = store.client(1).hold("held", "1").value().version();
                assertTrue(version > last);
                last = version;
            }
        }
    }
}
