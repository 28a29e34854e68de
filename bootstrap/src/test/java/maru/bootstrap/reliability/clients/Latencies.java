package maru.bootstrap.reliability.clients;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** How long things took, in nanoseconds. From any thread. */
final class Latencies {
    private long[] nanos = new long[1 << 16];
    private int count;

    synchronized void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = took;
    }

    /** Begins anew. */
    synchronized void clear() {
        count = 0;
    }

    synchronized int count() {
        return count;
    }

    /** In milliseconds: so many of a hundred took no longer. */
    synchronized double percentile(double percent) {
        Arrays.sort(nanos, 0, count);
        long found = count == 0 ? 0 : nanos[Math.min(count - 1, (int) (count * percent / 100))];
        return found / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
