package maru.application.testing;

import maru.application.port.EntryLookup;
import maru.application.port.Lane;
import maru.application.port.Lookup;
import maru.domain.Refusal;
import maru.domain.kv.Entry;

/** The reply to a {@code get}: has the answer recorded, whichever form it comes in. */
public record GetReply(RecordingReply<Entry> to) implements EntryLookup {
    @Override
    public void ordinary(byte[] entry) {
        to.done(Entry.ordinary(entry));
    }

    @Override
    public void done(Entry result) {
        to.done(result);
    }

    @Override
    public void none() {
        to.none();
    }

    @Override
    public void refused(Refusal why) {
        to.refused(why);
    }

    @Override
    public Lookup<Entry> later() {
        return to.later();
    }

    @Override
    public Lane lane() {
        return to.lane();
    }
}
