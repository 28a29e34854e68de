package maru.adapter.socket.session;

import maru.adapter.socket.frame.FrameWriter;
import maru.application.port.Lane;
import maru.application.port.Lookup;
import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The place of a reply that isn't there yet, in a session's outbox. Answered on the session's lane; encoded when all
 * that stands in front of it is there.
 */
final class ReplySlot<T> implements Lookup<T> {
    /** What a slot counts for as waiting bytes, so that a client which asks without end is read more slowly. */
    static final int WEIGHT = 64;

    private final Outbox outbox;
    private final ReplyEncoder<T> encoder;
    private boolean answered;
    private @Nullable T result;
    private @Nullable Refusal refusal;

    /** The slots of one outbox grow in this number. */
    final long number;

    @Nullable ReplySlot<?> next;

    /** What leaves right behind this reply. */
    @Nullable FrameWriter behind;

    /** What of that the outbox counts as held back. */
    int heldBytes;

    ReplySlot(Outbox outbox, ReplyEncoder<T> encoder, long number) {
        this.outbox = outbox;
        this.encoder = encoder;
        this.number = number;
    }

    @Override
    public void done(T result) {
        this.result = result;
        answer();
    }

    @Override
    public void none() {
        answer();
    }

    @Override
    public void refused(Refusal why) {
        refusal = why;
        answer();
    }

    @Override
    public Lookup<T> later() {
        return this;
    }

    @Override
    public Lane lane() {
        return outbox.lane();
    }

    boolean isAnswered() {
        return answered;
    }

    void encode(FrameWriter out) {
        if (refusal != null) {
            encoder.writeRefusal(refusal, out);
        } else if (result != null) {
            encoder.write(result, out);
        } else {
            encoder.writeNone(out);
        }
    }

    private void answer() {
        if (answered) {
            throw new IllegalStateException("a request is answered once");
        }
        answered = true;
        outbox.answered(this);
    }
}
