package maru.application.chat;

import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.limits.Rate;
import maru.application.port.Caller;
import maru.application.port.Reply;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.jspecify.annotations.Nullable;

/** How often somebody may say something, to a room or to another: as the {@link Limits} have it. */
final class MessageRate {
    private static final long MICROS_OF_MILLI = 1_000;

    private final Limits limits;
    private final TimeSource time;
    private final @Nullable Rate rate;

    MessageRate(Limits limits, TimeSource time) {
        this.limits = limits;
        this.time = time;
        this.rate = limits.rate(Limit.MESSAGES);
    }

    /**
     * Whether it may be said now; if not, the caller was told when, and nothing is counted: it may be said then.
     *
     * <p>What is said once for good counts each time it comes: whether it has been said before only the room knows.
     */
    boolean allows(Caller caller, Participant participant, Reply<?> reply) {
        Rate rate = this.rate;
        if (rate == null) {
            return true;
        }
        long wait = participant.takeMessage(rate, time.monotonicMillis() * MICROS_OF_MILLI);
        if (wait == 0 || !limits.refuses(Limit.MESSAGES, caller)) {
            return true;
        }
        reply.refused(new Refusal(
                RefusalCode.RATE_LIMITED,
                rate.burst() + " messages at once at most, and " + rate.perSecond() + " a second: try again in "
                        + (wait + MICROS_OF_MILLI - 1) / MICROS_OF_MILLI + " ms"));
        return false;
    }
}
