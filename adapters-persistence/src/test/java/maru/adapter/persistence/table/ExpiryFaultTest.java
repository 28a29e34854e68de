package maru.adapter.persistence.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import maru.adapter.persistence.Store;
import maru.adapter.persistence.Stores;
import maru.application.port.out.TimeSource;
import maru.application.testing.EntryClient;
import maru.application.testing.FixedCaller;
import maru.application.testing.RecordingListener;
import maru.application.testing.TestLane;
import org.junit.jupiter.api.Test;

class ExpiryFaultTest {
    private final AtomicInteger faults = new AtomicInteger();

    @Test
    void keysExpireAfterAFaultOfTheThreadThatRemovesThem() throws Exception {
        try (TestLane lane = new TestLane();
                Store store = Stores.memory(new FaultyTime(), 1 << 20, 10)) {
            RecordingListener listener = new RecordingListener();
            store.entries().announceTo(listener);
            store.start();
            EntryClient alice = new EntryClient(store.entries(), new FixedCaller(1, lane));
            alice.putFor("a", 1, "1").value();
            assertEquals(2, listener.await(2).size());
            assertEquals(1, faults.get());
        }
    }

    /** Fails once when the thread {@code expiry} asks and there is a key. */
    private final class FaultyTime implements TimeSource {
        private final long start = System.nanoTime();

        @Override
        public long unixMillis() {
            return 1_000 + monotonic();
        }

        @Override
        public long monotonicMillis() {
            if (Thread.currentThread().getName().equals("expiry") && faults.getAndIncrement() == 0) {
                throw new AssertionError("a fault, made on purpose");
            }
            faults.set(Thread.currentThread().getName().equals("expiry") ? 1 : faults.get());
            return monotonic();
        }

        private long monotonic() {
            return (System.nanoTime() - start) / 1_000_000 + 1;
        }
    }
}
