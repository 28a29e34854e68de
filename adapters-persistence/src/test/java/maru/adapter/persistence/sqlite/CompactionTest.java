package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.StoreException;
import maru.adapter.persistence.table.EntryTables;
import maru.application.testing.EntryClient;
import maru.application.testing.SettableTime;
import maru.domain.kv.ByteView;
import maru.domain.kv.Entry;
import maru.domain.kv.KeyView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal most of which was written over is put together again; whenever that ends, all is there. */
class CompactionTest {
    private static final int KEYS = 300;
    private static final long LONG_BYTES = 400_000;
    private static final byte[] BIG = "big".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BIG_VALUE = "x".repeat(70_000).getBytes(StandardCharsets.UTF_8);

    private final SettableTime time = new SettableTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final EntryTables tables = new EntryTables();
    private final SqliteEntryRepository repository =
            new SqliteEntryRepository(new Journal(lock), tables, time, Long.MAX_VALUE);
    private final JournaledEntries entries = new JournaledEntries(repository, lock, tables, time);

    @TempDir
    Path directory;

    private Map<String, String> content = new TreeMap<>();
    private long version = 1L << 60;
    private int images;
    private boolean fails;

    @Test
    void crashAnywhereLosesNothing() throws Exception {
        Path image = fill();
        try (SqliteFile file = open(image)) {
            Folding folding = folding(file);
            int slices = commitUntilCompacted(file, image, folding);
            assertTrue(slices > 1, slices + " slices");
            slices = commitUntilCompacted(file, image, folding);
            assertTrue(slices > 1, slices + " slices");
            while (!folding.isEmpty()) {
                folding.slice(file, () -> false);
                checkImage(image);
            }
            assertEquals(0, folding.journalBytes());
        }
        check(image);
    }

    @Test
    void sliceThatFailsIsDoneAgain() throws Exception {
        Path image = fill();
        try (SqliteFile file = open(image)) {
            Folding folding = folding(file);
            while (!folding.isDue()) {
                commit(file, folding);
            }
            folding.slice(file, () -> false);
            fails = true;
            commitUntilDue(file, folding);
            assertThrows(SQLException.class, () -> folding.slice(file, () -> false));
            fails = false;
            checkImage(image);
            assertTrue(commitUntilCompacted(file, image, folding) > 1);
        }
        check(image);
    }

    @Test
    void tablesGetWhatWasCompactedWithTheFirstPause() throws Exception {
        Path image = fill();
        try (SqliteFile file = open(image)) {
            Folding folding = folding(file);
            commitUntilCompacted(file, image, folding);
            assertFalse(rows(file, SqliteFile.COMPACTED) == 0);
            while (!folding.isEmpty()) {
                folding.slice(file, () -> false);
            }
            assertEquals(0, rows(file, SqliteFile.COMPACTED));
            assertEquals(0, rows(file, SqliteFile.JOURNAL));
            assertEquals(content.size(), rows(file, "entry"));
        }
    }

    private static int rows(SqliteFile file, String table) throws SQLException {
        try (var statement = file.connection().createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return result.getInt(1);
        }
    }

    /** A file with a journal of the same keys again and again, as if the process had ended. */
    private Path fill() throws Exception {
        Path file = directory.resolve("maru.db");
        try (StoreUnderTest store = StoreUnderTest.openWithoutFolding(file, time)) {
            EntryClient client = store.client(1);
            for (int i = 0; i < 20 * KEYS; i++) {
                client.put("key" + i % KEYS, "v".repeat(90) + i);
            }
            client.remove("key7");
            client.list("", null, 1).value();
            content = new TreeMap<>(store.content());
            return StoreUnderTest.copy(file, directory.resolve("image"));
        }
    }

    private SqliteFile open(Path image) throws SQLException, StoreException {
        return new SqliteFile(image, Durability.POWER) {
            @Override
            void fold(Work work) throws SQLException {
                super.fold(() -> {
                    work.run();
                    if (fails) {
                        throw new SQLException("made by the test");
                    }
                });
            }
        };
    }

    private Folding folding(SqliteFile file) throws SQLException, StoreException {
        return Folding.of(
                file,
                List.of(entries),
                SecondThread.Work::run,
                (type, batch, from, to) -> {
                    entries.replay(batch, from, to);
                    return true;
                },
                LONG_BYTES);
    }

    /** Returns how many slices that took; after each the file is opened as it is. */
    private int commitUntilCompacted(SqliteFile file, Path image, Folding folding) throws Exception {
        int slices = 0;
        long before;
        do {
            commit(file, folding);
            before = folding.journalBytes();
            while (folding.isDue()) {
                folding.slice(file, () -> false);
                slices++;
                checkImage(image);
            }
        } while (folding.journalBytes() >= before || rows(file, SqliteFile.COMPACTED) == 0);
        return slices;
    }

    private void commitUntilDue(SqliteFile file, Folding folding) throws SQLException {
        do {
            commit(file, folding);
        } while (!folding.isDue());
    }

    /** What {@code store-writer} does with a put of a large value. */
    private void commit(SqliteFile file, Folding folding) throws SQLException {
        KeyView key = new KeyView();
        key.set(BIG, 0, BIG.length);
        ByteView value = new ByteView();
        value.set(BIG_VALUE, 0, BIG_VALUE.length);
        Entry state = Entry.of(key, value, ++version, null);
        byte[] row = Batch.next(List.of(new EntryRecord(repository, null, state, null)), 0)
                .encode(folding.nextPos());
        file.commit(folding.nextPos(), row, 0, connection -> {});
        folding.committed(row == null ? 0 : row.length);
        repository.unfolded().add(state);
        content.put("big", new String(BIG_VALUE, StandardCharsets.UTF_8) + " " + version + " 0");
    }

    private void checkImage(Path image) throws Exception {
        check(StoreUnderTest.copy(image, directory.resolve("crashed" + images++)));
    }

    private void check(Path file) throws Exception {
        try (StoreUnderTest store = StoreUnderTest.openWithoutFolding(file, time)) {
            assertEquals(content, store.content());
        }
    }
}
