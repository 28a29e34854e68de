package maru.application.chat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import maru.application.port.Caller;
import maru.application.port.Reply;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.jspecify.annotations.Nullable;

/** Those who are logged in. From any lane; each participant is its caller's lane's. */
public final class Participants {
    private static final Refusal LOGIN_REQUIRED =
            new Refusal(RefusalCode.LOGIN_REQUIRED, "log in first, for example login<alice>");

    private final Map<Caller, Participant> byCaller = new ConcurrentHashMap<>();

    /** The caller is logged in from now on. */
    public void add(Caller caller) {
        byCaller.put(caller, new Participant());
    }

    /** The caller is gone; null: it was not logged in. */
    public @Nullable Participant remove(Caller caller) {
        return byCaller.remove(caller);
    }

    /** The caller's, or null, and then it was told to log in. */
    public @Nullable Participant of(Caller caller, Reply<?> reply) {
        Participant participant = byCaller.get(caller);
        if (participant == null) {
            reply.refused(LOGIN_REQUIRED);
        }
        return participant;
    }
}
