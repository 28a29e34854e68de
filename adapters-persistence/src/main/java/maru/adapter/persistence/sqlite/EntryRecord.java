package maru.adapter.persistence.sqlite;

import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.domain.Refusal;
import maru.domain.kv.Entry;
import org.jspecify.annotations.Nullable;

/** A change of one key. What is held, and that it is gone, has its place in the queue and no bytes. */
final class EntryRecord extends JournalRecord {
    private final SqliteEntryRepository repository;
    private final @Nullable Entry before;
    private final Entry after;
    private final @Nullable Reply<Entry> reply;
    private final int size;
    private @Nullable Refusal why;

    EntryRecord(SqliteEntryRepository repository, @Nullable Entry before, Entry after, @Nullable Reply<Entry> reply) {
        this.repository = repository;
        this.before = before;
        this.after = after;
        this.reply = reply;
        boolean isOfHold = after.isHeld() || (after.isRemoved() && before != null && before.isHeld());
        this.size = isOfHold ? 0 : EntryCodec.size(after);
    }

    @Override
    byte type() {
        return EntryCodec.TYPE;
    }

    @Override
    int size() {
        return size;
    }

    @Override
    void encode(byte[] batch, int at) {
        EntryCodec.encode(after, batch, at);
    }

    @Override
    void settle() {
        repository.settle(after);
    }

    @Override
    void publish() {
        if (size > 0) {
            repository.unfolded().add(after);
        }
        repository.publish(after);
    }

    @Override
    void undo() {
        repository.undo(before, after);
    }

    @Override
    boolean resume(Refusal why) {
        this.why = why;
        return true;
    }

    @Override
    @Nullable Lane lane() {
        return reply == null ? null : reply.lane();
    }

    @Override
    void answer() {
        if (reply == null) {
            return;
        }
        if (why == null) {
            reply.done(after);
        } else {
            reply.refused(why);
        }
    }
}
