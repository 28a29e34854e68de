package maru.adapter.socket.session;

import maru.adapter.socket.frame.FrameWriter;

/**
 * Makes requests of a session's bytes and has them done: a dialect, as far as one connection goes, or the choice of
 * one. On the session's loop only.
 */
public interface Input {
    /** What operators read about it. */
    String dialect();

    /** New bytes; the array is padded by 8 bytes, and may be written over during the call and is afterwards. */
    void received(byte[] bytes, int from, int to);

    /** These bytes are going to be received soon: a hint, with no effect that can be seen. */
    default void announce(byte[] bytes, int from, int to) {}

    /** Goes on with what was received and not yet done, now that it may. */
    default void resume() {}

    /** Its socket is read again, which it was not for a while: what did not come meanwhile is not late. */
    default void readAgain() {}

    /** Whether requests wait: for room in the outbox, or for {@link Session#releaseRequests}. */
    default boolean isHeldUp() {
        return false;
    }

    /** When the unfinished request began, on the silence clock; 0 where none is. */
    default long unfinishedSince() {
        return 0;
    }

    /** Whether a person reads what is sent: lines, not frames, and no pings. */
    default boolean readsLines() {
        return false;
    }

    /**
     * The last that is sent.
     *
     * @param retryMillis how long to wait before connecting again; -1: do not
     */
    default void writeBye(FrameWriter out, CloseReason reason, long retryMillis, String detail) {
        Replies.bye(out, reason, retryMillis, detail);
    }
}
