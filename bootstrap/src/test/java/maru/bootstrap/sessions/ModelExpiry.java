package maru.bootstrap.sessions;

import java.util.concurrent.TimeUnit;

/** When a key is going to be gone: from so many seconds after it was asked for to so many after the answer. */
final class ModelExpiry {
    /** What the clocks' ticks, and their difference between two processes, may make of it. */
    private static final long SLACK_MILLIS = 50;

    private final long earliestNanos;
    private final long latestNanos;
    private final long earliestUnix;
    private final long latestUnix;
    private final boolean unsure;
    private String shown = "";

    private ModelExpiry(long earliestNanos, long latestNanos, long earliestUnix, long latestUnix, boolean unsure) {
        this.earliestNanos = earliestNanos;
        this.latestNanos = latestNanos;
        this.earliestUnix = earliestUnix;
        this.latestUnix = latestUnix;
        this.unsure = unsure;
    }

    static ModelExpiry in(long seconds, Span span) {
        long millis = TimeUnit.SECONDS.toMillis(seconds);
        long nanos = TimeUnit.SECONDS.toNanos(seconds);
        long slack = TimeUnit.MILLISECONDS.toNanos(SLACK_MILLIS);
        return new ModelExpiry(
                span.askedNanos() + nanos - slack,
                span.answeredNanos() + nanos + slack,
                span.askedUnix() + millis - SLACK_MILLIS,
                span.answeredUnix() + millis + SLACK_MILLIS,
                false);
    }

    /** The same, or none: a write has kept it if the key was still there, and nobody knows. */
    ModelExpiry orNone() {
        ModelExpiry either = new ModelExpiry(earliestNanos, Long.MAX_VALUE, earliestUnix, latestUnix, true);
        either.shown = shown;
        return either;
    }

    /** At that time the key is still there. */
    boolean isAhead(long nanos) {
        return nanos < earliestNanos;
    }

    /** At that time the key is gone. */
    boolean isOver(long nanos) {
        return nanos > latestNanos;
    }

    /**
     * The server has shown it, in Unix milliseconds.
     *
     * @return whether there is one
     */
    boolean shown(String expires) {
        if (unsure && expires.equals("0")) {
            return false;
        }
        long millis = Long.parseLong(expires);
        if (shown.isEmpty() && millis >= earliestUnix && millis <= latestUnix) {
            shown = expires;
        }
        if (!shown.equals(expires)) {
            throw new AssertionError("expires at " + expires + ", expected was "
                    + (shown.isEmpty() ? earliestUnix + " to " + latestUnix : shown));
        }
        return true;
    }
}
