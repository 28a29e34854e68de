package maru.adapter.persistence.memory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import maru.adapter.persistence.Store;
import maru.adapter.persistence.Stores;
import maru.application.port.out.LastSeenRepository;
import maru.application.port.out.TimeSource;
import maru.application.testing.AccountRepositoryContract;
import maru.application.testing.LastSeenRepositoryContract;
import maru.application.testing.NoticeRepositoryContract;
import maru.application.testing.SanctionRepositoryContract;
import maru.application.testing.UserRepositories;
import maru.application.testing.UserRepositoryFixture;
import maru.application.testing.WhisperRepositoryContract;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the store {@code mem} keeps of users. */
class InMemoryUsersTest {
    private static UserRepositories openStore(TimeSource time) {
        Store store = Stores.memory(time, 1_000, 10, Long.MAX_VALUE, UserRepositoryFixture.limits(time));
        store.start();
        return new UserRepositories(
                store.accounts(), store.whispers(), store.notices(), store.lastSeen(), store.sanctions(), store);
    }

    @Nested
    class Accounts extends AccountRepositoryContract {
        @Override
        protected UserRepositories open(TimeSource time) {
            return openStore(time);
        }
    }

    @Nested
    class Whispers extends WhisperRepositoryContract {
        @Override
        protected UserRepositories open(TimeSource time) {
            return openStore(time);
        }
    }

    @Nested
    class Notices extends NoticeRepositoryContract {
        @Override
        protected UserRepositories open(TimeSource time) {
            return openStore(time);
        }
    }

    @Nested
    class Bans extends SanctionRepositoryContract {
        @Override
        protected UserRepositories open(TimeSource time) {
            return openStore(time);
        }
    }

    @Nested
    class LastSeen extends LastSeenRepositoryContract {
        @Override
        protected UserRepositories open(TimeSource time) {
            return openStore(time);
        }

        @Test
        void theOldestGo() {
            repositories.lastSeen().seen(ALICE, 1);
            for (int i = 0; i < LastSeenRepository.MAX_KEPT; i++) {
                repositories.lastSeen().seen(UserName.of("user" + i), 1_000);
            }
            assertTrue(seen(ALICE).isNone());
        }
    }
}
