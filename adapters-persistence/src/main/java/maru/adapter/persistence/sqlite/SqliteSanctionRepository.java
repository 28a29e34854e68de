package maru.adapter.persistence.sqlite;

import java.sql.SQLException;
import maru.adapter.persistence.StoreException;
import maru.adapter.persistence.table.Gate;
import maru.adapter.persistence.table.TableSanctionRepository;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.out.TimeSource;
import maru.domain.moderation.Sanction;
import org.jspecify.annotations.Nullable;

/** Bans and mutes in the JVM and in the table {@code ban}. */
final class SqliteSanctionRepository extends TableSanctionRepository implements PlainTable {
    private final Journal journal;

    SqliteSanctionRepository(Journal journal, Gate gate, TimeSource time) {
        super(journal.lock(), gate, time);
        this.journal = journal;
    }

    @Override
    protected boolean added(Sanction sanction, @Nullable Sanction before, boolean someEnded, Reply<Sanction> reply) {
        SqlRecord.Work work = connection -> {
            if (someEnded) {
                BanRows.deleteEnded(connection, sanction.since());
            }
            BanRows.write(connection, sanction);
        };
        journal.append(new SqlRecord<>(work, () -> putBack(sanction.key(), before), sanction, reply.later()) {
            @Override
            void settle() {
                SqliteSanctionRepository.this.settle(sanction);
            }
        });
        return true;
    }

    @Override
    protected boolean lifted(Sanction sanction, Lookup<Sanction> reply) {
        Sanction.Key key = sanction.key();
        SqlRecord.Work work = connection -> BanRows.delete(connection, key);
        journal.append(new SqlRecord<>(work, () -> putBack(key, sanction), sanction, reply.later()) {
            @Override
            void settle() {
                settleLifted(key);
            }
        });
        return true;
    }

    @Override
    public void load(SqliteFile file) throws SQLException, StoreException {
        replaceAll(BanRows.read(file.connection()));
    }
}
