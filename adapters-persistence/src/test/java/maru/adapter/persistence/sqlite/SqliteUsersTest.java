package maru.adapter.persistence.sqlite;

import java.nio.file.Path;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.SqliteOptions;
import maru.adapter.persistence.StoreException;
import maru.application.port.out.TimeSource;
import maru.application.testing.AccountRepositoryContract;
import maru.application.testing.LastSeenRepositoryContract;
import maru.application.testing.NoticeRepositoryContract;
import maru.application.testing.SanctionRepositoryContract;
import maru.application.testing.UserRepositories;
import maru.application.testing.UserRepositoryFixture;
import maru.application.testing.WhisperRepositoryContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** What the store {@code rdb} keeps of users. */
class SqliteUsersTest {
    @TempDir
    Path directory;

    private UserRepositories openStore(TimeSource time) throws StoreException {
        SqliteOptions options = new SqliteOptions(directory.resolve("maru.db"), Durability.POWER, 1_000);
        SqliteStore store = SqliteStore.open(options, time, UserRepositoryFixture.limits(time));
        store.start();
        return of(store);
    }

    static UserRepositories of(SqliteStore store) {
        return new UserRepositories(
                store.accounts(), store.whispers(), store.notices(), store.lastSeen(), store.sanctions(), store);
    }

    @Nested
    class Accounts extends AccountRepositoryContract {
        @Override
        protected UserRepositories open(TimeSource time) throws Exception {
            return openStore(time);
        }
    }

    @Nested
    class Whispers extends WhisperRepositoryContract {
        @Override
        protected UserRepositories open(TimeSource time) throws Exception {
            return openStore(time);
        }
    }

    @Nested
    class Notices extends NoticeRepositoryContract {
        @Override
        protected UserRepositories open(TimeSource time) throws Exception {
            return openStore(time);
        }
    }

    @Nested
    class Bans extends SanctionRepositoryContract {
        @Override
        protected UserRepositories open(TimeSource time) throws Exception {
            return openStore(time);
        }
    }

    @Nested
    class LastSeen extends LastSeenRepositoryContract {
        @Override
        protected UserRepositories open(TimeSource time) throws Exception {
            return openStore(time);
        }
    }
}
