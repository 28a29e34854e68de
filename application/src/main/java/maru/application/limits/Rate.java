package maru.application.limits;

import java.time.Duration;

/**
 * So many at once, and one more after each interval: a token bucket, kept as the one number of the generic cell rate
 * algorithm (ITU-T I.371): the moment, in microseconds of a monotonic clock, at which the bucket is full again. What has
 * never taken anything has 0.
 *
 * @param burst how many may be taken at once, 1 or more
 * @param intervalMicros after how long there is one more, 1 or more
 */
public record Rate(int burst, long intervalMicros) {
    private static final long MICROS_OF_MILLI = 1_000;

    public Rate {
        if (burst < 1 || intervalMicros < 1) {
            throw new IllegalArgumentException(
                    "a burst and an interval are 1 or more: " + burst + ", " + intervalMicros);
        }
    }

    /** So many in any such time, spread over it; at once all of them. */
    public static Rate of(int count, Duration period) {
        return of(count, period, count);
    }

    /** So many in each such time in the long run, and at once at most the burst. */
    public static Rate of(int count, Duration period, int burst) {
        return new Rate(burst, Math.max(1, period.toNanos() / MICROS_OF_MILLI / count));
    }

    /** How many there are in a second, in the long run. */
    public long perSecond() {
        return Duration.ofSeconds(1).toNanos() / MICROS_OF_MILLI / intervalMicros;
    }

    /** How long to wait until one may be taken, in microseconds; 0: it may be now. */
    public long waitMicros(long state, long nowMicros) {
        return Math.max(0, Math.max(state, nowMicros) + intervalMicros - nowMicros - burst * intervalMicros);
    }

    /** The state when one was taken. */
    public long taken(long state, long nowMicros) {
        return taken(state, nowMicros, 1);
    }

    /** The state when so many were taken, whether they might be or not. */
    public long taken(long state, long nowMicros, int count) {
        return Math.max(state, nowMicros) + count * intervalMicros;
    }

    /** How many more than the burst were taken so fast that they are not made up for yet; negative: so many may be. */
    public long ahead(long state, long nowMicros) {
        return (Math.max(0, state - nowMicros) + intervalMicros - 1) / intervalMicros - burst;
    }

    /** The state when one that was taken is given back. */
    public long givenBack(long state) {
        return state - intervalMicros;
    }

    /** Whether nothing has to be remembered any more. */
    public boolean isFull(long state, long nowMicros) {
        return state <= nowMicros;
    }
}
