package maru.application.reply;

import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.domain.Refusal;

/** A reply that was kept on its own lane, and is answered from another. */
public final class RemoteReply<T> implements Reply<T> {
    private final Reply<T> kept;
    private final Lane here;

    /**
     * To be answered from the lane {@code here}, or on its own.
     *
     * @param kept what {@link Reply#later} gave
     */
    public RemoteReply(Reply<T> kept, Lane here) {
        this.kept = kept;
        this.here = here;
    }

    @Override
    public void done(T result) {
        if (kept.lane().isCurrent()) {
            kept.done(result);
        } else {
            kept.lane().execute(() -> kept.done(result));
        }
    }

    @Override
    public void refused(Refusal why) {
        if (kept.lane().isCurrent()) {
            kept.refused(why);
        } else {
            kept.lane().execute(() -> kept.refused(why));
        }
    }

    @Override
    public Reply<T> later() {
        return this;
    }

    @Override
    public Lane lane() {
        return here;
    }
}
