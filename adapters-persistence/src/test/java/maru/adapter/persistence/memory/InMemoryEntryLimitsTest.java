package maru.adapter.persistence.memory;

import maru.application.port.out.EntryRepository;
import maru.application.port.out.TimeSource;
import maru.application.testing.EntryLimitsContract;
import maru.application.testing.RecordingListener;

class InMemoryEntryLimitsTest extends EntryLimitsContract {
    private InMemoryStoreFixture store;

    @Override
    protected EntryRepository open(TimeSource time, RecordingListener listener) {
        store = new InMemoryStoreFixture(time, listener, MAX_STORE_BYTES, limits(time));
        return store.entries();
    }

    @Override
    protected void timeMoved() {
        store.timeMoved();
    }

    @Override
    protected void close() {
        store.close();
    }
}
