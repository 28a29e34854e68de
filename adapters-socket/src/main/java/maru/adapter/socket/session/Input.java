package maru.adapter.socket.session;

/**
 * Makes requests of a session's bytes and has them done: a dialect, as far as one connection goes, or the choice of
 * one. On the session's loop only.
 */
public interface Input {
    /** What operators read about it. */
    String dialect();

    /** New bytes; the array is padded by 8 bytes, and may be written over during the call and is afterwards. */
    void received(byte[] bytes, int from, int to);

    /** Goes on with what was received and not yet done, now that the outbox has room again. */
    default void resume() {}

    /** Whether something was received that is not yet done, for want of room in the outbox. */
    default boolean isHeldUp() {
        return false;
    }

    /** When the unfinished request began, on the silence clock; 0 where none is. */
    default long unfinishedSince() {
        return 0;
    }
}
