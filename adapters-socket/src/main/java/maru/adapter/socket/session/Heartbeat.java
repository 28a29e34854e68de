package maru.adapter.socket.session;

import java.util.concurrent.locks.LockSupport;
import maru.application.port.out.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what has lasted too long: silent and dead clients, choices and frames that never end, clients that take
 * nothing. It only looks; the session's own loop decides. Its own thread {@code heartbeat} makes a round every 250 ms,
 * which reads one packed number a session: 0.05 ms for 100,000 sessions none of which is due, 0.26 ms with cold caches
 * (measured 2026-11-20, 2-core VM).
 */
public final class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    static final long ROUND_MILLIS = 250;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SessionRegistry registry;
    private final SilenceClock clock;
    private final Thread thread = new Thread(this::run, "heartbeat");
    private volatile boolean stopped;

    public Heartbeat(SessionRegistry registry, TimeSource time) {
        this.registry = registry;
        this.clock = new SilenceClock(time, ROUND_MILLIS);
        thread.setDaemon(true);
    }

    public SilenceClock clock() {
        return clock;
    }

    public void start() {
        thread.start();
    }

    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** One round. On one thread only: the heartbeat's, or a test's. */
    public void round() {
        registry.takeDue(clock.advance(), session -> session.lane().execute(session::check));
    }

    private void run() {
        while (!stopped) {
            LockSupport.parkNanos(this, ROUND_MILLIS * NANOS_PER_MILLI);
            tryRound();
        }
    }

    /** Whatever fails in one round, the next one is made. */
    private void tryRound() {
        try {
            round();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.error("heartbeat_failed", e);
        }
    }
}
