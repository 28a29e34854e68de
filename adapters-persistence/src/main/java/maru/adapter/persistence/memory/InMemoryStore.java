package maru.adapter.persistence.memory;

import java.io.IOException;
import maru.adapter.persistence.Store;
import maru.adapter.persistence.table.Expiry;
import maru.application.port.out.EntryRepository;
import maru.application.port.out.StatisticsSource;
import maru.application.port.out.StoreBackup;
import maru.application.port.out.TimeSource;

/** The store {@code mem}. */
public final class InMemoryStore implements Store {
    private final InMemoryEntryRepository entries;
    private final Expiry expiry;

    public InMemoryStore(TimeSource time, long maxBytes) {
        entries = new InMemoryEntryRepository(time, maxBytes);
        expiry = new Expiry(entries);
    }

    @Override
    public EntryRepository entries() {
        return entries;
    }

    @Override
    public StoreBackup backup() {
        return file -> {
            throw new IOException("the mem store keeps nothing on disk, so there is nothing to back up to " + file
                    + ": start the server with rdb");
        };
    }

    @Override
    public StatisticsSource statistics() {
        return entries::statistics;
    }

    @Override
    public void start() {
        expiry.start();
    }

    @Override
    public void close() {
        entries.close();
        expiry.stop();
    }
}
