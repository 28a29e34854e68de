package maru.domain.moderation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * What an operator does about somebody for a time or for good. There is one of a kind for a target.
 *
 * @param since Unix milliseconds
 * @param until the Unix time in milliseconds at which it ends, or {@link #FOR_GOOD}
 * @param reason for those it is for, too; empty where none was given
 */
public record Sanction(Kind kind, Target target, long since, long until, String reason) {
    /** It does not end by itself. */
    public static final long FOR_GOOD = 0;

    /** Code points of a reason. */
    public static final int MAX_REASON = 200;

    /** What it does. */
    public enum Kind {
        /** They can't be here. */
        BAN,
        /** They read, and say nothing. Always for a user. */
        MUTE;

        /** As it is stored, and as operators read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What there is one of: the kind, and whom it is for. */
    public record Key(Kind kind, Target target) {}

    public Sanction {
        if (kind == Kind.MUTE && target.user() == null) {
            throw new IllegalArgumentException("a mute is for a user, and not for " + target);
        }
        if (reason.codePointCount(0, reason.length()) > MAX_REASON) {
            throw new IllegalArgumentException("a reason has at most " + MAX_REASON + " characters");
        }
    }

    public Key key() {
        return new Key(kind, target);
    }

    public boolean isForGood() {
        return until == FOR_GOOD;
    }

    /** Whether it is in force at that Unix time. */
    public boolean holdsAt(long unixMillis) {
        return isForGood() || until > unixMillis;
    }

    /** Whether it ends later than another. */
    public boolean outlasts(Sanction other) {
        return !other.isForGood() && (isForGood() || until > other.until);
    }

    /** How long it holds from that Unix time on, in milliseconds, 1 or more; -1: for good. */
    public long millisLeft(long unixMillis) {
        return isForGood() ? -1 : Math.max(1, until - unixMillis);
    }

    /** {@code until 2026-03-01T12:30:00Z: spam}, or {@code for good}. */
    public String terms() {
        String end = isForGood()
                ? "for good"
                : "until " + Instant.ofEpochMilli(until).truncatedTo(ChronoUnit.SECONDS);
        return reason.isEmpty() ? end : end + ": " + reason;
    }
}
