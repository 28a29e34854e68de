package maru.adapter.socket.session;

/**
 * Why a connection is not let in: it is told so when it can be, and goes.
 *
 * @param retryMillis how long it should wait before it connects again; -1: it should not
 * @param detail why, for people
 */
public record Surplus(CloseReason reason, long retryMillis, String detail) {
    /** In the words that go with the reason. */
    public static Surplus of(CloseReason reason) {
        return new Surplus(reason, reason.retryMillis(), reason.detail());
    }
}
