package maru.adapter.socket.session;

import maru.application.limits.Limit;

/**
 * What may not last for ever in one session's life, measured on the silence clock. Nothing here runs by itself: the
 * heartbeat has {@link #check} called when the earliest of these moments has come.
 *
 * <p>Figures of the protocol: a dialect within 60 s, and within 10 s of the first byte; a frame within 30 s; a client
 * that takes nothing for 10 s is slow; a bye is taken within 2 s.
 */
final class Vigil {
    static final long NEVER = Long.MAX_VALUE;
    private static final long CHOICE_MILLIS = 60_000;
    private static final long CHOICE_AFTER_FIRST_BYTE_MILLIS = 10_000;
    private static final long SURPLUS_CHOICE_MILLIS = 2_000;
    private static final long REQUEST_MILLIS = 30_000;
    private static final long TAKES_NOTHING_MILLIS = 10_000;
    private static final long LOOK_AGAIN_MILLIS = 1_000;
    private static final long MILLIS_OF_SECOND = 1_000;
    private static final long BYE_MILLIS = 2_000;
    private static final long LAST_ANSWERS_MILLIS = 10_000;

    /** The clock may stand so far behind when a client is heard: nobody is dead before the time is over. */
    private static final long CLOCK_LAG_MILLIS = SilenceClock.MOST_ROUNDS * Heartbeat.ROUND_MILLIS;

    private final Session session;
    private final SilenceClock clock;
    private final SessionOptions options;
    private final long connectedAt;

    /** When the dialect is to be known; once it is, when the client is to have logged in. */
    private long due;

    private long lastHeard;
    private long endingSince;
    private long byeSince;
    private long progress;
    private long progressAt;
    private boolean firstByteCame;
    private boolean pinged;

    Vigil(Session session, SilenceClock clock, SessionOptions options) {
        this.session = session;
        this.clock = clock;
        this.options = options;
        connectedAt = clock.now();
        lastHeard = connectedAt;
    }

    /** A dialect is to be chosen: by then, and soon after the first byte that comes from now on. */
    long choiceDue(boolean surplus) {
        firstByteCame = false;
        due = connectedAt + (surplus ? SURPLUS_CHOICE_MILLIS : CHOICE_MILLIS);
        return due;
    }

    /** The dialect is known: the time to log in begins. */
    long loginDue() {
        due = clock.now() + options.loginMillis();
        return due;
    }

    /** Something came, or the client was not read from until now. */
    void heard() {
        lastHeard = clock.now();
        pinged = false;
        if (!firstByteCame) {
            firstByteCame = true;
            due = Math.min(due, lastHeard + CHOICE_AFTER_FIRST_BYTE_MILLIS);
            session.arm(due);
        }
    }

    long stalled() {
        progress = session.outbox().progress();
        progressAt = clock.now();
        return progressAt + LOOK_AGAIN_MILLIS;
    }

    long ending() {
        endingSince = clock.now();
        byeSince = endingSince;
        return endingSince + BYE_MILLIS;
    }

    long lingering() {
        byeSince = clock.now();
        return byeSince + BYE_MILLIS;
    }

    long silenceDue() {
        return lastHeard + options.heartbeatMillis();
    }

    long connectedMillis() {
        return clock.now() - connectedAt;
    }

    long silentMillis() {
        return clock.now() - lastHeard;
    }

    /** Ends the session if something has lasted too long; tells when to look again. */
    long check() {
        long now = clock.now();
        return switch (session.state()) {
            case CHOOSING -> checkChoice(now);
            case OPEN ->
                Math.min(Math.min(checkLogin(now), checkStalled(now)), Math.min(checkRequest(now), checkSilence(now)));
            case ENDING, LINGERING -> checkEnding(now);
            case CLOSED -> NEVER;
        };
    }

    private long checkChoice(long now) {
        if (now >= due) {
            session.close();
        }
        return due;
    }

    /** A login under way may end; {@link #answered} looks again. */
    private long checkLogin(long now) {
        if (options.loginMillis() == 0 || session.user() != null) {
            return NEVER;
        }
        if (now < due) {
            return due;
        }
        if (!session.isAnswerAwaited()) {
            endForNoLogin();
        }
        return NEVER;
    }

    private void endForNoLogin() {
        due = NEVER;
        if (options.limits().refuses(Limit.LOGIN_TIMEOUT, session)) {
            session.endAfterReplies(
                    CloseReason.PROTOCOL,
                    "nobody has logged in within " + options.loginMillis() / MILLIS_OF_SECOND
                            + " seconds: log in first");
        }
    }

    /** A request that may have been a login is answered. */
    void answered() {
        if (session.state() == Session.State.OPEN) {
            session.arm(checkLogin(clock.now()));
        }
    }

    private long checkStalled(long now) {
        Outbox outbox = session.outbox();
        if (!outbox.isStalled()) {
            return NEVER;
        }
        if (outbox.progress() != progress) {
            return stalled();
        }
        if (now - progressAt >= TAKES_NOTHING_MILLIS) {
            session.end(CloseReason.SLOW);
        }
        return now + LOOK_AGAIN_MILLIS;
    }

    private long checkRequest(long now) {
        long since = session.input().unfinishedSince();
        if (since == 0) {
            return NEVER;
        }
        if (!session.isRead()) {
            return now + REQUEST_MILLIS;
        }
        if (now - since >= REQUEST_MILLIS) {
            session.end(CloseReason.PROTOCOL);
        }
        return since + REQUEST_MILLIS;
    }

    private long checkSilence(long now) {
        if (!session.matters()) {
            return NEVER;
        }
        if (!session.isRead()) {
            return now + options.heartbeatMillis();
        }
        long silent = now - lastHeard;
        if (silent >= deadMillis()) {
            session.end(CloseReason.TIMEOUT);
        } else if (silent >= options.heartbeatMillis() && !pinged) {
            pinged = true;
            session.ping();
        }
        return lastHeard + (pinged ? deadMillis() : options.heartbeatMillis());
    }

    private long deadMillis() {
        return 2 * options.heartbeatMillis() + CLOCK_LAG_MILLIS;
    }

    private long checkEnding(long now) {
        if (session.outbox().hasUnanswered() && now - endingSince < LAST_ANSWERS_MILLIS) {
            byeSince = now;
            return now + LOOK_AGAIN_MILLIS;
        }
        if (now - byeSince >= BYE_MILLIS) {
            session.close();
        }
        return byeSince + BYE_MILLIS;
    }
}
