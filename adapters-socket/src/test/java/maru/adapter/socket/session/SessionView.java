package maru.adapter.socket.session;

import maru.application.port.ClientInfo;

/** Looks into a session from outside its package, on its loop's thread. */
public final class SessionView {
    private SessionView() {}

    /** What the operator is shown. */
    public static ClientInfo info(Session session) {
        return session.info();
    }
}
