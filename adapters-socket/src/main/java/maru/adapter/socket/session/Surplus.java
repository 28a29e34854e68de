package maru.adapter.socket.session;

/**
 * Why a connection is one more than the server takes: it is told so when it can be, and goes.
 *
 * @param retryMillis how long it should wait before it connects again
 * @param detail why, for people
 */
public record Surplus(long retryMillis, String detail) {}
