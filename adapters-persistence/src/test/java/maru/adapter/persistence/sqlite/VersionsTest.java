package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.table.EntryTables;
import maru.application.testing.SettableTime;
import org.junit.jupiter.api.Test;

class VersionsTest {
    private final SettableTime time = new SettableTime();
    private final SqliteEntryRepository repository =
            new SqliteEntryRepository(new Journal(new ReentrantLock()), new EntryTables(), time, Long.MAX_VALUE);
    private final Versions versions = new Versions(repository);

    @Test
    void beginsAboveTheClockAndAboveWhatWasReserved() {
        versions.begin(0, time);
        assertEquals(time.unixMillis() * 1_000, repository.lastChange());
        versions.begin(Long.MAX_VALUE / 2, time);
        assertEquals(Long.MAX_VALUE / 2, repository.lastChange());
    }

    @Test
    void reservesMoreLongBeforeTheCeiling() {
        versions.begin(0, time);
        long ceiling = versions.due();
        assertTrue(ceiling > repository.lastChange());
        versions.reserved(ceiling);
        assertEquals(0, versions.due());

        long halfway = (repository.lastChange() + ceiling) / 2;
        repository.skipTo(halfway);
        assertEquals(0, versions.due());
        repository.skipTo(halfway + 1);
        assertTrue(versions.due() > ceiling);
    }
}
