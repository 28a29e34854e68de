package maru.adapter.socket.session;

import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.domain.Refusal;

/**
 * A {@link DirectReply} to a request before whose answer no later request of the session may be done, such as a login:
 * those that were sent with it wait.
 */
public final class PausingReply<T> implements Reply<T> {
    private final DirectReply<T> direct;

    @SuppressWarnings("NullAway.Init")
    private Session session;

    public PausingReply(ReplyEncoder<T> encoder) {
        direct = new DirectReply<>(encoder);
    }

    public PausingReply<T> to(Session session) {
        this.session = session;
        direct.to(session);
        return this;
    }

    @Override
    public void done(T result) {
        direct.done(result);
    }

    @Override
    public void refused(Refusal why) {
        direct.refused(why);
    }

    @Override
    public Reply<T> later() {
        session.holdRequests();
        return new Kept<>(session, direct.later());
    }

    @Override
    public Lane lane() {
        return direct.lane();
    }

    private record Kept<T>(Session session, Reply<T> slot) implements Reply<T> {
        @Override
        public void done(T result) {
            slot.done(result);
            session.releaseRequests();
        }

        @Override
        public void refused(Refusal why) {
            slot.refused(why);
            session.releaseRequests();
        }

        @Override
        public Reply<T> later() {
            return this;
        }

        @Override
        public Lane lane() {
            return slot.lane();
        }
    }
}
