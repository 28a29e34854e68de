package maru.adapter.persistence.sqlite;

import maru.application.port.Reply;
import maru.application.port.Snapshot;
import maru.domain.kv.Prefix;
import org.jspecify.annotations.Nullable;

/** What there is of a prefix. It rests on all changes, as a list does. */
final class SnapshotQuestion extends Question<Reply<Snapshot>> {
    /** Reckoned for each entry; its bytes are the table's. */
    private static final int ENTRY_BYTES = 96;

    private final SqliteEntryRepository repository;
    private final Prefix prefix;
    private final int maxKeys;
    private final int maxBytes;
    private @Nullable Snapshot seen;

    SnapshotQuestion(SqliteEntryRepository repository, Prefix prefix, int maxKeys, int maxBytes) {
        super(repository.journal());
        this.repository = repository;
        this.prefix = prefix;
        this.maxKeys = maxKeys;
        this.maxBytes = maxBytes;
    }

    @Override
    boolean look() {
        seen = repository.lookAt(prefix, maxKeys, maxBytes);
        return repository.isAllConfirmed();
    }

    @Override
    int weight() {
        return seen == null ? 0 : seen.entries().size() * ENTRY_BYTES;
    }

    @Override
    void answer(Reply<Snapshot> reply) {
        if (seen == null) {
            reply.refused(SqliteEntryRepository.refusalOfSnapshot(maxKeys, maxBytes));
        } else {
            reply.done(seen);
        }
    }
}
