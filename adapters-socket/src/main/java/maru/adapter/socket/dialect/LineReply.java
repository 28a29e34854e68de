package maru.adapter.socket.dialect;

import java.util.function.Consumer;
import maru.adapter.socket.session.Session;
import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.domain.Refusal;

/**
 * The reply to what a line asks for.
 *
 * @param session of the person, which ends where one of the two below fails: the lines behind wait for them
 * @param shown shows the answer, in its place among the others
 * @param then what the answer changes for the lines behind it
 * @param otherwise the same for a refusal
 */
record LineReply<T>(Session session, Reply<T> shown, Consumer<? super T> then, Consumer<Refusal> otherwise)
        implements Reply<T> {
    @Override
    public void done(T result) {
        shown.done(result);
        session.attempt(() -> then.accept(result));
    }

    @Override
    public void refused(Refusal why) {
        shown.refused(why);
        session.attempt(() -> otherwise.accept(why));
    }

    @Override
    public Reply<T> later() {
        return new LineReply<>(session, shown.later(), then, otherwise);
    }

    @Override
    public Lane lane() {
        return shown.lane();
    }
}
