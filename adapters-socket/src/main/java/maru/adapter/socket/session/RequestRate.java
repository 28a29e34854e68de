package maru.adapter.socket.session;

import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.limits.Rate;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * How many requests each client may make. It keeps nothing of a client: its state is one long of its session, the
 * {@link Rate}'s. By how many requests a client is ahead of its rate:
 *
 * <pre>
 *   within the burst   |  by up to a burst    |  by up to four bursts      |  by more
 *   done               |  done; its socket is |  refused, each in its      |  bye&lt;flood,…&gt;
 *                      |  not read till 0     |  place among the replies   |
 * </pre>
 *
 * From any thread.
 */
public final class RequestRate {
    private static final long MICROS_OF_MILLI = 1_000;
    private static final int FLOOD_BURSTS = 4;

    /** A shorter pause is not worth two calls of the system and a timer, unless the burst is a smaller one. */
    private static final long LEAST_PAUSE_MILLIS = 10;

    /** A client that is gone is remembered for so long at most. */
    private static final long MOST_PAUSE_MILLIS = 1_000;

    private final Rate rate;
    private final Limits limits;
    private final TimeSource time;
    private final long leastPauseMillis;
    private final Refusal refusal;
    private final String flood;

    private RequestRate(Rate rate, Limits limits, TimeSource time) {
        this.rate = rate;
        this.limits = limits;
        this.time = time;
        long halfBurstMillis = rate.burst() * rate.intervalMicros() / MICROS_OF_MILLI / 2;
        this.leastPauseMillis = Math.max(1, Math.min(LEAST_PAUSE_MILLIS, halfBurstMillis));
        String most = rate.perSecond() + " requests a second and " + rate.burst() + " at once at most";
        this.refusal = new Refusal(
                RefusalCode.RATE_LIMITED,
                most + ", and this one was not done: wait for the replies to what you sent before you send more");
        this.flood = most + ", and these were more than " + FLOOD_BURSTS + " times as many: wait for replies";
    }

    /** Null where requests are not limited. */
    public static @Nullable RequestRate of(Limits limits, TimeSource time) {
        Rate rate = limits.rate(Limit.REQUESTS);
        return rate == null ? null : new RequestRate(rate, limits, time);
    }

    /** How many may be done; what is more is refused. */
    int left(long state) {
        return limits.isDryRun() ? Integer.MAX_VALUE : (int) Math.max(0, rate.burst() - rate.ahead(state, now()));
    }

    /** The state after so many, done or not. It never grows beyond what {@link #isFlood} takes. */
    long taken(long state, long now, int count) {
        long most = now + (FLOOD_BURSTS + 2L) * rate.burst() * rate.intervalMicros();
        return Math.min(rate.taken(state, now, count), most);
    }

    /** Whether something is to follow from the newest of its requests. */
    boolean isExceeded(long state, long now, int count, Session session) {
        long over = Math.min(count, rate.ahead(state, now));
        return over > 0 && limits.refuses(Limit.REQUESTS, session, (int) over);
    }

    boolean isFlood(long state, long now) {
        return rate.ahead(state, now) > (long) FLOOD_BURSTS * rate.burst();
    }

    /** How long its socket is not to be read, before that is asked again; 0: it may be read. */
    long pauseMillis(long state, long now) {
        long micros = Math.max(0, rate.ahead(state, now)) * rate.intervalMicros();
        return micros == 0 ? 0 : Math.max(leastPauseMillis, Math.min(MOST_PAUSE_MILLIS, micros / MICROS_OF_MILLI));
    }

    /** What one that is not done is told. */
    Refusal refusal() {
        return refusal;
    }

    /** What a client is told that is sent away. */
    String flood() {
        return flood;
    }

    /** The time, as the others take it. */
    long now() {
        return time.monotonicMillis() * MICROS_OF_MILLI;
    }
}
