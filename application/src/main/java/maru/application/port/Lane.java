package maru.application.port;

import java.util.concurrent.Executor;

/**
 * Runs what it is handed, one after another, in the order of the hand-over. An event loop is one. What runs on a lane
 * must not block it.
 */
public interface Lane extends Executor {
    /** Whether the calling thread is this lane's. */
    boolean isCurrent();
}
