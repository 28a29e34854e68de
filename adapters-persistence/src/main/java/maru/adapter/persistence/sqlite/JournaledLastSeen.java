package maru.adapter.persistence.sqlite;

import java.sql.SQLException;
import java.util.function.Consumer;
import maru.adapter.persistence.StoreException;
import maru.adapter.persistence.table.LastSeenTable;
import maru.adapter.persistence.table.Seen;
import maru.domain.chat.UserName;

/** Brings what is known of users from the file to memory and from the journal to its table. */
final class JournaledLastSeen implements Journaled {
    private final SqliteLastSeenRepository repository;

    JournaledLastSeen(SqliteLastSeenRepository repository) {
        this.repository = repository;
    }

    @Override
    public byte type() {
        return LastSeenCodec.TYPE;
    }

    @Override
    public void load(SqliteFile file, SecondThread second) throws SQLException, StoreException {
        readTable(file, repository::load);
    }

    private static void readTable(SqliteFile file, Consumer<Seen> reader) throws SQLException, StoreException {
        Sql.query(
                file.connection(),
                "SELECT shown, time FROM seen",
                row -> reader.accept(new Seen(UserName.of(row.getString(1)), row.getLong(2))));
    }

    @Override
    public void replay(byte[] batch, int from, int to) {
        Seen stored = LastSeenCodec.decode(batch, from, to);
        repository.unfolded().add(stored);
        repository.load(stored);
    }

    @Override
    public void reload(SqliteFile file) throws SQLException, StoreException {
        LastSeenTable found = new LastSeenTable();
        repository.unfolded().clear();
        readTable(file, seen -> take(seen, found));
        file.readJournal((pos, batch) -> {
            Batch.read(batch, pos, (type, record, from, to) -> {
                if (type == type()) {
                    Seen seen = LastSeenCodec.decode(record, from, to);
                    repository.unfolded().add(seen);
                    take(seen, found);
                }
                return true;
            });
            return true;
        });
        repository.replaceAll(found);
    }

    private static void take(Seen seen, LastSeenTable into) {
        seen.settle();
        into.put(seen);
    }

    @Override
    public void confirmAll() {}

    @Override
    public Fold newFold() {
        return new LastSeenFold(repository.unfolded());
    }
}
