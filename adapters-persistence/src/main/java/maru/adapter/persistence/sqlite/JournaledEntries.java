package maru.adapter.persistence.sqlite;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.StoreException;
import maru.adapter.persistence.table.EntryTables;
import maru.application.port.out.TimeSource;
import maru.domain.kv.Entry;
import org.jspecify.annotations.Nullable;

/** Brings entries from the file to memory and from the journal to their table. */
final class JournaledEntries implements Journaled {
    private final SqliteEntryRepository repository;
    private final ReentrantLock lock;

    @GuardedBy("lock") private final EntryTables tables;

    private final TimeSource time;
    private EntryCodec codec;

    /** @param tables the repository's, with its lock */
    JournaledEntries(SqliteEntryRepository repository, ReentrantLock lock, EntryTables tables, TimeSource time) {
        this.repository = repository;
        this.lock = lock;
        this.tables = tables;
        this.time = time;
        this.codec = newCodec();
    }

    private EntryCodec newCodec() {
        return new EntryCodec(time.unixMillis(), time.monotonicMillis());
    }

    @Override
    public byte type() {
        return EntryCodec.TYPE;
    }

    @Override
    public void load(SqliteFile file, SecondThread second) throws SQLException, StoreException {
        EntryRows.readAside(file.connection(), codec, second, this::loadNew);
    }

    @Override
    public void replay(byte[] batch, int from, int to) {
        repository.unfolded().add(codec.decode(batch, from, to));
    }

    /** Of each key the last state alone goes into the tables: in the journal a key may have any number of them. */
    @Override
    public void replayed() {
        lock.lock();
        try {
            for (Entry stored : repository.unfolded().states()) {
                load(stored);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Rows and keys in memory both come in the order of keys, so what the file does not have is found between two rows.
     * What the journal has overrides the rows.
     */
    @Override
    public void reload(SqliteFile file) throws SQLException, StoreException {
        codec = newCodec();
        repository.unfolded().clear();
        NavigableMap<byte[], Entry> newest = new TreeMap<>(Arrays::compareUnsigned);
        file.readJournal((pos, batch) -> {
            Batch.read(batch, pos, (type, record, from, to) -> {
                if (type == type()) {
                    Entry stored = codec.decode(record, from, to);
                    newest.put(stored.keyBytes(), stored);
                }
                return true;
            });
            return true;
        });
        Walk walk = new Walk(newest);
        EntryRows.read(file.connection(), codec, walk::row);
        walk.end();
        newest.values().forEach(this::adopt);
        newest.values().forEach(repository.unfolded()::add);
    }

    @Override
    public void confirmAll() {
        repository.confirmAll();
    }

    @Override
    public Fold newFold() {
        return new EntryFold(repository.unfolded());
    }

    @Override
    public boolean isWorthCompacting(long journalBytes, long mostBytes) {
        return repository.unfolded().isWorthCompacting(journalBytes, mostBytes);
    }

    @Override
    public Fold newCompaction(BatchRows compacted) {
        return new EntryCompaction(repository, compacted);
    }

    /** The first that is read of a key. */
    private void loadNew(Entry stored) {
        lock.lock();
        try {
            tables.replace(null, stored);
            tables.skipTo(stored.version());
        } finally {
            lock.unlock();
        }
    }

    /** What the file has of a key, before anything is served. */
    @GuardedBy("lock") private void load(Entry stored) {
        tables.replace(tables.get(stored), EntryTables.present(stored));
        tables.skipTo(stored.version());
    }

    /** What a file that was opened anew has of a key: where memory has something else, that is a change to tell of. */
    private void adopt(Entry stored) {
        lock.lock();
        try {
            Entry state = tables.get(stored);
            Entry found = EntryTables.present(state);
            if (stored.isRemoved() ? found == null || found.isHeld() : found != null && isSame(found, stored)) {
                return;
            }
            tables.replace(state, EntryTables.present(stored));
            repository.publish(stored);
        } finally {
            lock.unlock();
        }
    }

    /** The file has no key between these two (null: no bound), neither included: nor does memory, what is held apart. */
    private void adoptGap(byte @Nullable [] from, byte @Nullable [] to, Set<byte[]> elsewhere) {
        lock.lock();
        try {
            for (byte[] key : tables.keysBetween(from, to)) {
                Entry found = tables.get(key);
                if (found != null && !found.isHeld() && !elsewhere.contains(key)) {
                    adopt(found.removed(tables.nextChange()));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isSame(Entry one, Entry other) {
        return one.version() == other.version()
                && one.expiresAt() == other.expiresAt()
                && !one.isHeld()
                && one.hasSameData(other);
    }

    /** Along the rows of the table. */
    private final class Walk {
        private final NavigableMap<byte[], Entry> newest;
        private byte @Nullable [] last;

        Walk(NavigableMap<byte[], Entry> newest) {
            this.newest = newest;
        }

        void row(Entry stored) {
            byte[] key = stored.keyBytes();
            adoptGap(last, key, newest.keySet());
            if (!newest.containsKey(key)) {
                adopt(stored);
            }
            last = key;
        }

        void end() {
            adoptGap(last, null, newest.keySet());
        }
    }
}
