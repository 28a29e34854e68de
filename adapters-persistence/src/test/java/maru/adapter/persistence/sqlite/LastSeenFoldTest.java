package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.table.Seen;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastSeenFoldTest {
    private final UnfoldedLastSeen unfolded = new UnfoldedLastSeen();

    @TempDir
    Path directory;

    private SqliteFile file;

    @BeforeEach
    void begin() throws Exception {
        file = new SqliteFile(directory.resolve("maru.db"), Durability.POWER);
    }

    @AfterEach
    void end() throws Exception {
        file.close();
    }

    private static Seen seen(String name, long unixMillis) {
        return new Seen(UserName.of(name), unixMillis);
    }

    @Test
    void lastStateOfEachUserIsWritten() throws Exception {
        unfolded.add(seen("alice", 1));
        unfolded.add(seen("bob", 1));
        unfolded.add(seen("ALICE", 2));
        fold();
        assertEquals(Map.of("ALICE", 2L, "bob", 1L), rows());

        unfolded.add(seen("carol", 3));
        unfolded.forget(seen("bob", 1));
        fold();
        assertEquals(Map.of("ALICE", 2L, "carol", 3L), rows());
    }

    @Test
    void whatIsAbandonedIsFoldedAnotherTime() throws Exception {
        unfolded.add(seen("alice", 1));
        unfolded.add(seen("bob", 1));
        Fold abandoned = new LastSeenFold(unfolded);
        unfolded.add(seen("alice", 2));
        abandoned.abandon();
        fold();
        assertEquals(Map.of("alice", 2L, "bob", 1L), rows());
    }

    @Test
    void largeStretchIsWrittenInSlices() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            unfolded.add(seen("user" + i, i));
        }
        assertEquals(3, fold());
        assertEquals(5_000, rows().size());
    }

    /** Returns in how many slices. */
    private int fold() throws Exception {
        Fold fold = new LastSeenFold(unfolded);
        int slices = 0;
        while (fold.rows() > 0) {
            FoldSlice slice = new FoldSlice(FoldSlice.MAX_ROWS, () -> false);
            file.fold(() -> fold.write(file.connection(), slice));
            assertTrue(slice.rows() < FoldSlice.MAX_ROWS + FoldSlice.STRIDE);
            slices++;
        }
        return slices;
    }

    private Map<String, Long> rows() throws Exception {
        Map<String, Long> rows = new TreeMap<>();
        Sql.query(file.connection(), "SELECT shown, time FROM seen", row -> rows.put(row.getString(1), row.getLong(2)));
        return rows;
    }
}
