package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.Durability;
import maru.application.testing.SettableTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhisperIdsTest {
    private static final long RESERVED = 10;

    private final SettableTime time = new SettableTime();
    private final Journal journal = new Journal(new ReentrantLock());
    private final WhisperIds ids = new WhisperIds(journal, time, RESERVED);

    @TempDir
    Path directory;

    @Test
    void ceilingIsOnDiskLongBeforeItIsReached() throws Exception {
        try (SqliteFile file = new SqliteFile(directory.resolve("maru.db"), Durability.POWER)) {
            ids.load(file.connection(), 0);
            for (int i = 0; i < 100; i++) {
                long id = ids.next();
                assertTrue(id < Meta.get(file.connection(), "whisper-ceiling"));
                for (JournalRecord record : journal.take(0)) {
                    record.execute(file.connection());
                }
            }
        }
    }

    @Test
    void reservationThatFailedIsTriedAgain() throws Exception {
        try (SqliteFile file = new SqliteFile(directory.resolve("maru.db"), Durability.POWER)) {
            ids.load(file.connection(), 0);
            for (int i = 0; i < RESERVED / 2; i++) {
                ids.next();
            }
            assertEquals(1, journal.waiting());
            ids.next();
            assertEquals(1, journal.waiting());
            journal.take(0).get(0).undo();
            ids.next();
            assertEquals(1, journal.take(0).size());
        }
    }

    @Test
    void beginsAboveWhatWasReservedAndKept() throws Exception {
        try (SqliteFile file = new SqliteFile(directory.resolve("maru.db"), Durability.POWER)) {
            Meta.put(file.connection(), "whisper-ceiling", Long.MAX_VALUE / 2);
            ids.load(file.connection(), 7);
            assertEquals(Long.MAX_VALUE / 2 + 1, ids.next());

            WhisperIds others = new WhisperIds(journal, time, RESERVED);
            others.load(file.connection(), Long.MAX_VALUE / 2 + 1_000);
            assertEquals(Long.MAX_VALUE / 2 + 1_001, others.next());
        }
    }
}
