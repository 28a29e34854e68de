package maru.adapter.socket.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;

/** Counts what may come very often, for a line of the log once in a while. From any thread. */
final class EventCounter {
    private final long nanosBetween;

    @GuardedBy("this") private long count;

    @GuardedBy("this") private boolean isCounting;

    @GuardedBy("this") private long since;

    EventCounter(long millisBetween) {
        nanosBetween = TimeUnit.MILLISECONDS.toNanos(millisBetween);
    }

    /**
     * One more.
     *
     * @param nanos the time, on a clock that never runs backwards
     * @return how many there were since this was told last, or 0 where that is too short a time ago
     */
    synchronized long count(long nanos) {
        count++;
        if (isCounting && nanos - since < nanosBetween) {
            return 0;
        }
        isCounting = true;
        since = nanos;
        long told = count;
        count = 0;
        return told;
    }
}
