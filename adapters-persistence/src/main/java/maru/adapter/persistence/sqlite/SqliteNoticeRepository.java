package maru.adapter.persistence.sqlite;

import java.sql.SQLException;
import maru.adapter.persistence.StoreException;
import maru.adapter.persistence.table.Gate;
import maru.adapter.persistence.table.TableNoticeRepository;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.out.TimeSource;
import maru.domain.notice.Notice;

/** Notices in the JVM and in the table {@code notice}. */
final class SqliteNoticeRepository extends TableNoticeRepository implements PlainTable {
    private final Journal journal;

    SqliteNoticeRepository(Journal journal, Gate gate, TimeSource time) {
        super(journal.lock(), gate, time);
        this.journal = journal;
    }

    @Override
    protected boolean added(Notice notice, long unixMillis, Reply<Notice> reply) {
        SqlRecord.Work work = connection -> NoticeRows.insert(connection, notice, unixMillis);
        journal.append(new SqlRecord<>(work, () -> forget(notice), notice, reply.later()) {
            @Override
            void settle() {
                SqliteNoticeRepository.this.settle(notice);
            }
        });
        return true;
    }

    @Override
    protected boolean removed(Notice notice, Lookup<Notice> reply) {
        journal.append(new SqlRecord<>(
                connection -> NoticeRows.delete(connection, notice.id()),
                () -> putBack(notice),
                notice,
                reply.later()));
        return true;
    }

    @Override
    public void load(SqliteFile file) throws SQLException, StoreException {
        replaceAll(NoticeRows.read(file.connection()), NoticeRows.lastId(file.connection()));
    }
}
