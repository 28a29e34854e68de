package maru.adapter.persistence.memory;

import maru.adapter.persistence.Store;
import maru.adapter.persistence.Stores;
import maru.adapter.persistence.table.TableRepository;
import maru.application.limits.Limits;
import maru.application.port.out.EntryRepository;
import maru.application.port.out.TimeSource;
import maru.application.testing.RecordingListener;

/** A store in memory for the contracts. */
final class InMemoryStoreFixture implements AutoCloseable {
    private final Store store;

    InMemoryStoreFixture(TimeSource time, RecordingListener listener, long maxBytes) {
        this(time, listener, maxBytes, Limits.none(time));
    }

    InMemoryStoreFixture(TimeSource time, RecordingListener listener, long maxBytes, Limits limits) {
        store = Stores.memory(time, maxBytes, 1_000, Long.MAX_VALUE, limits);
        store.entries().announceTo(listener);
        store.start();
    }

    EntryRepository entries() {
        return store.entries();
    }

    void timeMoved() {
        ((TableRepository) store.entries()).lookForDue();
    }

    @Override
    public void close() {
        store.close();
    }
}
