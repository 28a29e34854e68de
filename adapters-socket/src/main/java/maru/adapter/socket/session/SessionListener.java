package maru.adapter.socket.session;

/** Who wants to know when a session ends. Called on the session's loop, once for each. */
public interface SessionListener {
    /** Nothing will be asked for it any more. */
    void ended(Session session);

    /** Its connection is about to be closed; the registry has it still. */
    default void closed(Session session) {}
}
