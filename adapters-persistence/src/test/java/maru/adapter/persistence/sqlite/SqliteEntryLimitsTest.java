package maru.adapter.persistence.sqlite;

import java.nio.file.Path;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.SqliteOptions;
import maru.application.port.out.EntryRepository;
import maru.application.port.out.TimeSource;
import maru.application.testing.EntryLimitsContract;
import maru.application.testing.RecordingListener;
import org.junit.jupiter.api.io.TempDir;

class SqliteEntryLimitsTest extends EntryLimitsContract {
    @TempDir
    Path directory;

    private SqliteStore store;

    @Override
    protected EntryRepository open(TimeSource time, RecordingListener listener) throws Exception {
        SqliteOptions options = new SqliteOptions(directory.resolve("maru.db"), Durability.POWER, MAX_STORE_BYTES);
        store = SqliteStore.open(options, time, limits(time));
        store.entries().announceTo(listener);
        store.start();
        return store.entries();
    }

    @Override
    protected void timeMoved() {
        ((SqliteEntryRepository) store.entries()).lookForDue();
    }

    @Override
    protected void close() {
        store.close();
    }
}
