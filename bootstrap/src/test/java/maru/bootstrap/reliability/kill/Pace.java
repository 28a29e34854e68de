package maru.bootstrap.reliability.kill;

import java.util.concurrent.locks.LockSupport;

/** How much one client sends: so much a second since it began, and more at once where it has fallen behind. */
final class Pace {
    private static final long NAP_NANOS = 500_000;

    private final double perNano;
    private final int most;
    private final long began = System.nanoTime();
    private long sent;

    /**
     * @param perSecond how many requests
     * @param most how many may be sent together
     */
    Pace(double perSecond, int most) {
        this.perNano = perSecond / 1e9;
        this.most = most;
    }

    /** Waits until something is due, and says how much. */
    int next() {
        while (true) {
            long due = (long) ((System.nanoTime() - began) * perNano) - sent;
            if (due > 0) {
                int now = (int) Math.min(due, most);
                sent += now;
                return now;
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
    }
}
