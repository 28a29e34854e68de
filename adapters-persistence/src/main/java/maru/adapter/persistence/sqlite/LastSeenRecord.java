package maru.adapter.persistence.sqlite;

import maru.adapter.persistence.table.Seen;
import org.jspecify.annotations.Nullable;

/** That a user went away. */
final class LastSeenRecord extends JournalRecord {
    private final SqliteLastSeenRepository repository;
    private final @Nullable Seen before;
    private final Seen after;

    LastSeenRecord(SqliteLastSeenRepository repository, @Nullable Seen before, Seen after) {
        this.repository = repository;
        this.before = before;
        this.after = after;
    }

    @Override
    byte type() {
        return LastSeenCodec.TYPE;
    }

    @Override
    int size() {
        return LastSeenCodec.size(after);
    }

    @Override
    void encode(byte[] batch, int at) {
        LastSeenCodec.encode(after, batch, at);
    }

    @Override
    void settle() {
        after.settle();
    }

    @Override
    void publish() {
        repository.journaled(after);
    }

    @Override
    void undo() {
        repository.undo(before, after);
    }
}
