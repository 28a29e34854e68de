package maru.adapter.socket.session;

/**
 * What holds for every session.
 *
 * @param heartbeatMillis a watching or holding client that was silent for so long is sent a ping, and is dead after
 *     twice as long
 * @param maxPushBytes a client for which more bytes of pushes wait is closed as slow
 */
public record SessionOptions(long heartbeatMillis, int maxPushBytes) {}
