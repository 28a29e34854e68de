package maru.bootstrap.reliability.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import maru.bootstrap.testing.FrameClient;

/** Asks for a pong 500 times a second, and knows how long each took. */
final class Pings {
    private static final int PER_SECOND = 500;
    private static final int MOST = 2_000_000;

    private final AtomicLongArray nanos = new AtomicLongArray(MOST);
    private final AtomicInteger count = new AtomicInteger();

    /** A client that does. */
    Callable<Void> client(int port, Load load) {
        return () -> {
            Pace pace = new Pace(PER_SECOND);
            try (FrameClient client = new FrameClient(port)) {
                while (!load.isEnding()) {
                    for (int left = pace.next(); left > 0; left--) {
                        long begun = System.nanoTime();
                        assertEquals("pong<>", client.ask("ping<>"));
                        nanos.set(count.get() % MOST, System.nanoTime() - begun);
                        count.incrementAndGet();
                    }
                }
            }
            return null;
        };
    }

    int count() {
        return count.get();
    }

    long longestMillis() {
        return percentileMicros(100) / 1_000;
    }

    private long percentileMicros(double percentile) {
        long[] sorted = new long[Math.min(count.get(), MOST)];
        Arrays.setAll(sorted, nanos::get);
        Arrays.sort(sorted);
        int at = (int) Math.ceil(sorted.length * percentile / 100) - 1;
        return sorted.length == 0 ? 0 : TimeUnit.NANOSECONDS.toMicros(sorted[Math.max(0, at)]);
    }

    @Override
    public String toString() {
        return count() + " pings, p50 " + percentileMicros(50) + " us, p99 " + percentileMicros(99) + " us, p99.9 "
                + percentileMicros(99.9) + " us, longest " + percentileMicros(100) + " us";
    }
}
