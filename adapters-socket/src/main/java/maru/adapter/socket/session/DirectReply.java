package maru.adapter.socket.session;

import maru.adapter.socket.frame.FrameWriter;
import maru.application.port.Lane;
import maru.application.port.Lookup;
import maru.domain.Refusal;

/**
 * The reply that an event loop hands to a use case: an answer that is there at once is written straight into the
 * session's outbox. One object a command and loop; {@link #to} says for whom it is this time, before anything else.
 */
public class DirectReply<T> implements Lookup<T> {
    private final ReplyEncoder<T> encoder;

    @SuppressWarnings("NullAway.Init")
    private Outbox outbox;

    public DirectReply(ReplyEncoder<T> encoder) {
        this.encoder = encoder;
    }

    public final DirectReply<T> to(Session session) {
        outbox = session.outbox();
        return this;
    }

    /** Where the answer goes. */
    protected final FrameWriter writer() {
        return outbox.writer();
    }

    @Override
    public final void done(T result) {
        encoder.write(result, outbox.writer());
    }

    @Override
    public final void none() {
        encoder.writeNone(outbox.writer());
    }

    @Override
    public final void refused(Refusal why) {
        encoder.writeRefusal(why, outbox.writer());
    }

    @Override
    public final Lookup<T> later() {
        return outbox.reserve(encoder);
    }

    @Override
    public final Lane lane() {
        return outbox.lane();
    }
}
