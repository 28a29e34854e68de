package maru.adapter.persistence.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.table.EntryTables;
import maru.adapter.persistence.table.TableRepository;
import maru.application.limits.Limits;
import maru.application.port.EntryLookup;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.Snapshot;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.kv.Entry;
import maru.domain.kv.Key;
import maru.domain.kv.KeyView;
import maru.domain.kv.Prefix;
import org.jspecify.annotations.Nullable;

/** Entries in the JVM alone: a change is confirmed as soon as it is made, and every answer is there at once. */
public final class InMemoryEntryRepository extends TableRepository {
    @GuardedBy("lock") private boolean isClosed;

    /** See {@link TableRepository}. */
    public InMemoryEntryRepository(TimeSource time, long maxBytes, Limits limits) {
        super(new ReentrantLock(), new EntryTables(), time, maxBytes, limits);
        lock.lock();
        try {
            tables.skipTo(time.unixMillis() * 1_000);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void get(KeyView key, EntryLookup reply) {
        if (table.find(key) instanceof byte[] ordinary) {
            reply.ordinary(ordinary);
        } else {
            find(key, reply);
        }
    }

    @Override
    public void find(KeyView key, Lookup<Entry> reply) {
        Entry entry = table.get(key);
        if (entry != null && isDue(entry)) {
            expire(key);
            entry = null;
        }
        if (entry == null) {
            reply.none();
        } else {
            reply.done(entry);
        }
    }

    @Override
    public void list(Prefix prefix, @Nullable Key after, int limit, Reply<List<Key>> reply) {
        List<Key> found;
        lock.lock();
        try {
            found = tables.list(prefix, after, limit, time.monotonicMillis());
        } finally {
            lock.unlock();
        }
        reply.done(found);
    }

    @Override
    public void snapshot(Prefix prefix, int maxKeys, int maxBytes, Reply<Snapshot> reply) {
        Snapshot found;
        lock.lock();
        try {
            found = snapshotNow(prefix, maxKeys, maxBytes);
        } finally {
            lock.unlock();
        }
        if (found == null) {
            reply.refused(refusalOfSnapshot(maxKeys, maxBytes));
        } else {
            reply.done(found);
        }
    }

    /** From now on writes are refused. */
    void close() {
        lock.lock();
        try {
            isClosed = true;
        } finally {
            lock.unlock();
        }
    }

    private void expire(KeyView key) {
        lock.lock();
        try {
            current(key);
        } finally {
            lock.unlock();
        }
    }

    @Override
    @GuardedBy("lock") protected @Nullable Refusal refusalOfWrites() {
        return isClosed ? new Refusal(RefusalCode.SHUTTING_DOWN, "the server is stopping") : null;
    }

    @Override
    @GuardedBy("lock") protected boolean change(@Nullable Entry before, Entry after, @Nullable Reply<Entry> reply) {
        tables.replace(before, EntryTables.present(after));
        tell(after);
        return false;
    }

    @Override
    @GuardedBy("lock") protected boolean await(@Nullable Entry seen, Refusal why, Reply<Entry> reply) {
        return false;
    }

    @Override
    @GuardedBy("lock") protected boolean awaitAll(Refusal why, Reply<Entry> reply) {
        return false;
    }

    @Override
    @GuardedBy("lock") protected boolean await(@Nullable Entry seen, Lookup<Entry> reply) {
        return false;
    }
}
