package maru.adapter.socket.session;

import maru.application.port.out.TimeSource;

/**
 * The clock by which silence and lateness of clients are measured: milliseconds during which the server was awake. It
 * advances with each round of the heartbeat, by at most twice the time between two rounds, so that a pause of the
 * server's own (a long GC, a stopped process) is held against nobody. Reading it is one volatile read.
 *
 * <p>As a source of time it stands for the monotonic clock, where a pause is not to count either.
 */
public final class SilenceClock implements TimeSource {
    /** It moves on by as many rounds of the heartbeat at a time. */
    static final int MOST_ROUNDS = 2;

    private final TimeSource time;
    private final long maxStepMillis;
    private long lastMonotonic;
    private volatile long now;

    SilenceClock(TimeSource time, long roundMillis) {
        this.time = time;
        this.maxStepMillis = MOST_ROUNDS * roundMillis;
        this.lastMonotonic = time.monotonicMillis();
        this.now = 1;
    }

    /** Awake milliseconds, from 1. From any thread. */
    public long now() {
        return now;
    }

    @Override
    public long unixMillis() {
        return time.unixMillis();
    }

    @Override
    public long monotonicMillis() {
        return now();
    }

    /** Moves on to the present. On the heartbeat's thread only. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    long advance() {
        long monotonic = time.monotonicMillis();
        now += Math.min(monotonic - lastMonotonic, maxStepMillis);
        lastMonotonic = monotonic;
        return now;
    }
}
