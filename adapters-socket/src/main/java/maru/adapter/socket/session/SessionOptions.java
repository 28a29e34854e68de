package maru.adapter.socket.session;

import maru.application.limits.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every session.
 *
 * @param heartbeatMillis a watching or holding client that was silent for so long is sent a ping, and is dead after
 *     twice as long
 * @param maxPushBytes a client for which more bytes of pushes wait is closed as slow
 * @param loginMillis a client that has not logged in so long after its dialect is known is closed; 0: it need not
 * @param requestRate how fast its requests may come; null: as fast as they do
 * @param limits are told of what is over them
 * @param listener is told of ends
 */
public record SessionOptions(
        long heartbeatMillis,
        int maxPushBytes,
        long loginMillis,
        @Nullable RequestRate requestRate,
        Limits limits,
        SessionListener listener) {}
