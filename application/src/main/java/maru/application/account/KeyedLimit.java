package maru.application.account;

import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.limits.Rate;
import maru.application.limits.RateTable;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.jspecify.annotations.Nullable;

/** How often one thing may be done, for each of many keys; without a limit it always may. From any thread. */
final class KeyedLimit {
    /** Of 8 bytes and what keeps them in order: some 10 MB. */
    static final int MAX_KEYS = 100_000;

    private static final long MILLIS_OF_SECOND = 1_000;

    private final Limits limits;
    private final Limit limit;
    private final String what;
    private final int most;
    private final @Nullable RateTable<Long> taken;

    /** @param what as in "5 WHAT: try again in 12 seconds" */
    KeyedLimit(Limits limits, Limit limit, String what, TimeSource time) {
        Rate rate = limits.rate(limit);
        this.limits = limits;
        this.limit = limit;
        this.what = what;
        this.most = rate == null ? 0 : rate.burst();
        this.taken = rate == null ? null : new RateTable<>(rate, MAX_KEYS, time);
    }

    /**
     * Takes one, if it may be taken.
     *
     * @return 0, or in how many milliseconds it may be
     */
    long take(long key) {
        return taken == null ? 0 : taken.take(key);
    }

    /** Gives one back that was taken. */
    void giveBack(long key) {
        if (taken != null) {
            taken.giveBack(key);
        }
    }

    /**
     * What is answered where one could not be taken; null: nothing, it is done all the same.
     *
     * @param who wanted it, as in the log
     */
    @Nullable Refusal refusal(long waitMillis, Object who) {
        if (!limits.refuses(limit, who)) {
            return null;
        }
        long seconds = (waitMillis + MILLIS_OF_SECOND - 1) / MILLIS_OF_SECOND;
        return new Refusal(
                RefusalCode.RATE_LIMITED,
                most + " " + what + ": try again in " + seconds + (seconds == 1 ? " second" : " seconds"));
    }
}
