package maru.adapter.persistence.sqlite;

import maru.application.port.Lookup;
import maru.domain.kv.Entry;
import maru.domain.kv.KeyView;
import org.jspecify.annotations.Nullable;

/** What a key has. */
final class FindQuestion extends Question<Lookup<Entry>> {
    private final SqliteEntryRepository repository;
    private final KeyView key = new KeyView();
    private @Nullable Entry seen;

    FindQuestion(SqliteEntryRepository repository, KeyView key) {
        super(repository.journal());
        this.repository = repository;
        byte[] bytes = key.toByteArray();
        this.key.set(bytes, 0, bytes.length);
    }

    @Override
    boolean look() {
        seen = repository.stateOf(key);
        return repository.isConfirmed(seen);
    }

    @Override
    void answer(Lookup<Entry> reply) {
        if (seen == null || seen.isRemoved()) {
            reply.none();
        } else {
            reply.done(seen);
        }
    }
}
