package maru.adapter.persistence.sqlite;

import java.sql.SQLException;
import java.util.List;
import maru.adapter.persistence.StoreException;
import maru.adapter.persistence.table.Gate;
import maru.adapter.persistence.table.TableAccountRepository;
import maru.adapter.persistence.table.WhisperTable;
import maru.application.limits.Limits;
import maru.application.port.Reply;
import maru.application.port.out.TimeSource;
import maru.domain.account.Account;
import maru.domain.chat.Whisper;
import org.jspecify.annotations.Nullable;

/** Accounts in the JVM and in the tables {@code account} and {@code token}. */
final class SqliteAccountRepository extends TableAccountRepository implements PlainTable {
    private final Journal journal;
    private final TimeSource time;

    SqliteAccountRepository(Journal journal, Gate gate, WhisperTable whispers, TimeSource time, Limits limits) {
        super(journal.lock(), gate, whispers, limits);
        this.journal = journal;
        this.time = time;
    }

    @Override
    protected boolean saved(@Nullable Account before, Account after, Reply<Account> reply) {
        journal.append(new SqlRecord<>(
                connection -> AccountRows.write(connection, before, after),
                () -> takeBack(before, after),
                after,
                reply.later()));
        return true;
    }

    @Override
    protected boolean deleted(Account before, List<Whisper> kept, Reply<Account> reply) {
        journal.append(new SqlRecord<>(
                connection -> {
                    AccountRows.delete(connection, before);
                    WhisperRows.deleteFor(connection, before.name());
                },
                () -> putBack(before, kept),
                before,
                reply.later()));
        return true;
    }

    @Override
    public void load(SqliteFile file) throws SQLException, StoreException {
        replaceAll(AccountRows.read(file.connection(), time.unixMillis()));
    }
}
