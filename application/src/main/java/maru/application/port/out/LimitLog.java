package maru.application.port.out;

import maru.application.limits.Limit;

/** Where operators read that a limit was met. From any thread, also under a lock; never blocks. */
@FunctionalInterface
public interface LimitLog {
    /**
     * Told once a second for each limit at most.
     *
     * @param times how often it was exceeded since this was told last
     * @param who the last one that did
     * @param refused whether that was refused; false in a dry run
     */
    void exceeded(Limit limit, long times, String who, boolean refused);
}
