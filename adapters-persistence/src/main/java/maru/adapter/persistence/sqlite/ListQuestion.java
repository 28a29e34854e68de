package maru.adapter.persistence.sqlite;

import java.util.List;
import maru.application.port.Reply;
import maru.domain.kv.Key;
import maru.domain.kv.Prefix;
import org.jspecify.annotations.Nullable;

/** Which keys there are. It rests on all changes: any of them may have made a key or removed one. */
final class ListQuestion extends Question<Reply<List<Key>>> {
    /** Reckoned for each key: a key of the usual length, its array, and the list's reference. */
    private static final int KEY_BYTES = 96;

    private final SqliteEntryRepository repository;
    private final Prefix prefix;
    private final @Nullable Key after;
    private final int limit;
    private List<Key> seen = List.of();

    ListQuestion(SqliteEntryRepository repository, Prefix prefix, @Nullable Key after, int limit) {
        super(repository.journal());
        this.repository = repository;
        this.prefix = prefix;
        this.after = after;
        this.limit = limit;
    }

    @Override
    boolean look() {
        seen = repository.listNow(prefix, after, limit);
        return repository.isAllConfirmed();
    }

    @Override
    int weight() {
        return seen.size() * KEY_BYTES;
    }

    @Override
    void answer(Reply<List<Key>> reply) {
        reply.done(seen);
    }
}
