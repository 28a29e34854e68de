package maru.adapter.persistence.sqlite;

import maru.adapter.persistence.table.Seen;
import maru.application.port.Lookup;
import maru.application.port.UserInfo;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** When a user was last online. */
final class LastSeenQuestion extends Question<Lookup<UserInfo>> {
    private final SqliteLastSeenRepository repository;
    private final UserName user;
    private @Nullable Seen seen;

    LastSeenQuestion(Journal journal, SqliteLastSeenRepository repository, UserName user) {
        super(journal);
        this.repository = repository;
        this.user = user;
    }

    @Override
    boolean look() {
        seen = repository.stateOf(user);
        return seen == null || seen.isSafe();
    }

    @Override
    void answer(Lookup<UserInfo> reply) {
        if (seen == null) {
            reply.none();
        } else {
            reply.done(seen.info());
        }
    }
}
