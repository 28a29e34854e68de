package maru.adapter.persistence.memory;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.table.Gate;
import maru.adapter.persistence.table.TableAccountRepository;
import maru.adapter.persistence.table.WhisperTable;
import maru.application.limits.Limits;
import maru.application.port.Reply;
import maru.domain.account.Account;
import maru.domain.chat.Whisper;
import org.jspecify.annotations.Nullable;

/** Accounts in the JVM alone. */
final class InMemoryAccountRepository extends TableAccountRepository {
    InMemoryAccountRepository(ReentrantLock lock, Gate gate, WhisperTable whispers, Limits limits) {
        super(lock, gate, whispers, limits);
    }

    @Override
    protected boolean saved(@Nullable Account before, Account after, Reply<Account> reply) {
        return false;
    }

    @Override
    protected boolean deleted(Account before, List<Whisper> kept, Reply<Account> reply) {
        return false;
    }
}
