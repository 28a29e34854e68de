package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import maru.adapter.persistence.StoreException;
import maru.adapter.persistence.table.Gate;
import maru.adapter.persistence.table.TableWhisperRepository;
import maru.adapter.persistence.table.WhisperTable;
import maru.application.limits.Limits;
import maru.application.port.Reply;
import maru.application.port.out.TimeSource;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;

/** Whispers in the JVM and in the table {@code whisper}. */
final class SqliteWhisperRepository extends TableWhisperRepository implements PlainTable {
    private final Journal journal;
    private final WhisperIds ids;

    SqliteWhisperRepository(Journal journal, Gate gate, WhisperTable table, TimeSource time, Limits limits) {
        super(journal.lock(), gate, table, limits);
        this.journal = journal;
        this.ids = new WhisperIds(journal, time, WhisperIds.RESERVED);
    }

    @Override
    public long nextId() {
        return ids.next();
    }

    @Override
    protected boolean kept(Whisper whisper, Reply<Whisper> reply) {
        journal.append(new SqlRecord<>(
                connection -> WhisperRows.insert(connection, whisper), () -> remove(whisper), whisper, reply.later()));
        return true;
    }

    @Override
    protected boolean taken(UserName to, List<Whisper> whispers, Reply<List<Whisper>> reply) {
        journal.append(new SqlRecord<>(
                connection -> WhisperRows.deleteFor(connection, to), () -> putBack(whispers), whispers, reply.later()));
        return true;
    }

    private void remove(Whisper whisper) {
        lock.lock();
        try {
            table.remove(whisper);
        } finally {
            lock.unlock();
        }
    }

    private void putBack(List<Whisper> whispers) {
        lock.lock();
        try {
            table.putAll(whispers);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void load(SqliteFile file) throws SQLException, StoreException {
        Connection connection = file.connection();
        List<Whisper> whispers = WhisperRows.read(connection);
        ids.load(connection, whispers.stream().mapToLong(Whisper::id).max().orElse(0));
        lock.lock();
        try {
            table.clear();
            table.putAll(whispers);
        } finally {
            lock.unlock();
        }
    }
}
