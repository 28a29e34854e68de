package maru.application.port.out;

import maru.application.port.Lane;

/** The lanes there are. From any thread. */
public interface Lanes {
    /** The lane of whatever has this hash: always the same. */
    Lane of(int hash);

    /** Hands a task to a lane when that time has passed, or later. */
    void schedule(Lane lane, Runnable task, long delayMillis);
}
