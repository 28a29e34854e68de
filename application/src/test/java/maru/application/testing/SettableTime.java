package maru.application.testing;

import java.util.concurrent.atomic.AtomicLong;
import maru.application.port.out.TimeSource;

/** Two clocks that stand still until somebody moves them. */
public final class SettableTime implements TimeSource {
    private final AtomicLong unixMillis = new AtomicLong(1_750_000_000_000L);
    private final AtomicLong monotonicMillis = new AtomicLong(1_000_000);

    @Override
    public long unixMillis() {
        return unixMillis.get();
    }

    @Override
    public long monotonicMillis() {
        return monotonicMillis.get();
    }

    /** Time passes, on both clocks. */
    public void advance(long millis) {
        unixMillis.addAndGet(millis);
        monotonicMillis.addAndGet(millis);
    }

    /** Somebody sets the system's clock. */
    public void setUnixMillis(long millis) {
        unixMillis.set(millis);
    }
}
