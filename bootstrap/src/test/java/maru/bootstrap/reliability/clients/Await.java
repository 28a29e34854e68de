package maru.bootstrap.reliability.clients;

import java.time.Duration;

/** Waits for what is going to be so. */
final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final long LOOK_MILLIS = 10;

    /** What is looked at until it is so. */
    interface Condition {
        boolean holds() throws Exception;
    }

    private Await() {}

    static void until(String what, Condition condition) {
        until(what, PATIENCE, condition);
    }

    static void until(String what, Duration patience, Condition condition) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!condition.holds()) {
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError("after " + patience.toSeconds() + " s it is not so that " + what);
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(what, e);
        }
    }
}
