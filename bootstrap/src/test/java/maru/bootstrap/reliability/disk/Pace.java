package maru.bootstrap.reliability.disk;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** So many a second, in small portions; who is late catches up by a second's worth at most. For one thread. */
final class Pace {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int portion;
    private final long nanos;
    private long due = System.nanoTime();

    Pace(int perSecond) {
        this(perSecond, Math.max(1, (int) (perSecond * TICK_NANOS / LATEST_NANOS)));
    }

    /** @param portion how many at a time */
    Pace(int perSecond, int portion) {
        this.portion = portion;
        this.nanos = LATEST_NANOS * portion / perSecond;
    }

    /** Waits until a portion is due. Returns how many that is. */
    int next() {
        due = Math.max(due + nanos, System.nanoTime() - LATEST_NANOS);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return portion;
    }
}
