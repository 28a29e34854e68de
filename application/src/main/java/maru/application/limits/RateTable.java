package maru.application.limits;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import maru.application.port.out.TimeSource;

/**
 * The same {@link Rate} for each of many keys. From any thread. Of more keys than there may be those are forgotten that
 * were not used for longest: whoever uses ever new ones makes the table forget, and never makes it grow.
 *
 * @param <K> has {@code equals} and {@code hashCode}
 */
public final class RateTable<K> {
    private static final long MICROS_OF_MILLI = 1_000;

    private final Rate rate;
    private final int maxKeys;
    private final TimeSource time;

    /** In the order in which they were used last. */
    @GuardedBy("this") private final Map<K, Long> states = new LinkedHashMap<>(16, 0.75f, true);

    /** @param maxKeys how many keys are remembered at most */
    public RateTable(Rate rate, int maxKeys, TimeSource time) {
        this.rate = rate;
        this.maxKeys = maxKeys;
        this.time = time;
    }

    /**
     * Takes one, if it may be taken.
     *
     * @return 0, or in how many milliseconds it may be, rounded up
     */
    public synchronized long take(K key) {
        long now = now();
        long state = states.getOrDefault(key, 0L);
        long wait = millis(rate.waitMicros(state, now));
        if (wait == 0) {
            put(key, rate.taken(state, now), now);
        }
        return wait;
    }

    /** Takes one even where none is left: for what has happened already. */
    public synchronized void count(K key) {
        long now = now();
        put(key, rate.taken(states.getOrDefault(key, 0L), now), now);
    }

    /** Gives one back that was taken. */
    public synchronized void giveBack(K key) {
        Long state = states.get(key);
        if (state != null) {
            long left = rate.givenBack(state);
            if (rate.isFull(left, now())) {
                states.remove(key);
            } else {
                states.put(key, left);
            }
        }
    }

    /** In how many milliseconds one may be taken, rounded up; 0: now. Takes none. */
    public synchronized long waitMillis(K key) {
        return millis(rate.waitMicros(states.getOrDefault(key, 0L), now()));
    }

    /** How many keys are remembered. */
    public synchronized int size() {
        return states.size();
    }

    @GuardedBy("this") private void put(K key, long state, long now) {
        states.put(key, state);
        Iterator<Long> eldest = states.values().iterator();
        while (rate.isFull(eldest.next(), now) || states.size() > maxKeys) {
            eldest.remove();
        }
    }

    private long now() {
        return time.monotonicMillis() * MICROS_OF_MILLI;
    }

    private static long millis(long micros) {
        return (micros + MICROS_OF_MILLI - 1) / MICROS_OF_MILLI;
    }
}
