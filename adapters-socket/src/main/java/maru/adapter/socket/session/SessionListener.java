package maru.adapter.socket.session;

/** Who wants to know when a session ends. Called on the session's loop. */
public interface SessionListener {
    /** Once for each session: nothing will be asked for it any more. */
    void ended(Session session);
}
