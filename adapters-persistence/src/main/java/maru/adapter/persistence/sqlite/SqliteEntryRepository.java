package maru.adapter.persistence.sqlite;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.function.UnaryOperator;
import maru.adapter.persistence.table.EntryTables;
import maru.adapter.persistence.table.TableRepository;
import maru.application.limits.Limits;
import maru.application.port.Caller;
import maru.application.port.EntryLookup;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.Snapshot;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.kv.Entry;
import maru.domain.kv.EntryBytes;
import maru.domain.kv.Key;
import maru.domain.kv.KeyView;
import maru.domain.kv.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the JVM, each change of which is a record of the journal as well.
 *
 * <p>A change is made at once and confirmed when its record is in the file. Everything that rests on a change not yet
 * confirmed waits in the same queue behind it: {@link #confirmed} is the number of the last change that is safe, and an
 * entry says by which change it became what it is. That a key is gone is seen from its removal, which stays in the table
 * until it is confirmed.
 */
final class SqliteEntryRepository extends TableRepository {
    private final Journal journal;
    private final UnfoldedEntries unfolded = new UnfoldedEntries();

    /** Written under the lock. */
    private volatile long confirmed;

    SqliteEntryRepository(Journal journal, EntryTables tables, TimeSource time, long maxBytes, Limits limits) {
        super(journal.lock(), tables, time, maxBytes, limits);
        this.journal = journal;
    }

    /** Without limits of connections and users. */
    SqliteEntryRepository(Journal journal, EntryTables tables, TimeSource time, long maxBytes) {
        this(journal, tables, time, maxBytes, Limits.none(time));
    }

    @Override
    public void get(KeyView key, EntryLookup reply) {
        long safe = confirmed; // before the table is read: see find
        if (table.find(key) instanceof byte[] ordinary && EntryBytes.version(ordinary) <= safe) {
            reply.ordinary(ordinary);
        } else {
            find(key, reply);
        }
    }

    @Override
    public void find(KeyView key, Lookup<Entry> reply) {
        // Before the table is read: an entry that is undone is gone from the table before a later number is confirmed.
        long safe = confirmed;
        Entry entry = table.get(key);
        if (entry == null) {
            reply.none();
        } else if (entry.change() > safe || isDue(entry)) {
            ask(new FindQuestion(this, key), reply, Lookup::later);
        } else if (entry.isRemoved()) {
            reply.none();
        } else {
            reply.done(entry);
        }
    }

    @Override
    public void list(Prefix prefix, @Nullable Key after, int limit, Reply<List<Key>> reply) {
        ask(new ListQuestion(this, prefix, after, limit), reply, Reply::later);
    }

    @Override
    public void snapshot(Prefix prefix, int maxKeys, int maxBytes, Reply<Snapshot> reply) {
        ask(new SnapshotQuestion(this, prefix, maxKeys, maxBytes), reply, Reply::later);
    }

    @Override
    public void release(Caller caller) {
        lock.lock();
        try {
            if (tables.lastChange() > confirmed) {
                journal.append(new ReleaseRecord(this, caller.id()));
            }
        } finally {
            lock.unlock();
        }
        super.release(caller);
    }

    private <R extends Reply<?>> void ask(Question<R> question, R reply, UnaryOperator<R> later) {
        Refusal why;
        lock.lock();
        try {
            why = isAllConfirmed() ? null : journal.refusalOfWaiting();
            if (why == null && !question.look()) {
                question.await(later.apply(reply));
                return;
            }
        } finally {
            lock.unlock();
        }
        if (why == null) {
            question.answer(reply);
        } else {
            reply.refused(why);
        }
    }

    Journal journal() {
        return journal;
    }

    /** For {@code store-writer}. */
    UnfoldedEntries unfolded() {
        return unfolded;
    }

    /** What the table has of a key, which expires if it is due. */
    @Nullable Entry stateOf(KeyView key) {
        lock.lock();
        try {
            Entry entry = current(key);
            return entry == null || isDue(entry) ? null : entry;
        } finally {
            lock.unlock();
        }
    }

    boolean isConfirmed(@Nullable Entry state) {
        return state == null || state.change() <= confirmed;
    }

    boolean isAllConfirmed() {
        lock.lock();
        try {
            return tables.lastChange() <= confirmed;
        } finally {
            lock.unlock();
        }
    }

    List<Key> listNow(Prefix prefix, @Nullable Key after, int limit) {
        lock.lock();
        try {
            return tables.list(prefix, after, limit, time.monotonicMillis());
        } finally {
            lock.unlock();
        }
    }

    @Nullable Snapshot lookAt(Prefix prefix, int maxKeys, int maxBytes) {
        lock.lock();
        try {
            return snapshotNow(prefix, maxKeys, maxBytes);
        } finally {
            lock.unlock();
        }
    }

    @Override
    @GuardedBy("lock") protected @Nullable Refusal refusalOfWrites() {
        return journal.refusalOfWrites();
    }

    @Override
    @GuardedBy("lock") protected boolean change(@Nullable Entry before, Entry after, @Nullable Reply<Entry> reply) {
        Reply<Entry> kept = reply == null ? null : reply.later();
        EntryRecord record = new EntryRecord(this, before, after, kept); // what may fail comes first
        tables.replace(before, after);
        journal.append(record);
        return true;
    }

    @Override
    @GuardedBy("lock") protected boolean await(@Nullable Entry seen, Refusal why, Reply<Entry> reply) {
        if (isConfirmed(seen)) {
            return false;
        }
        journal.append(WaitingAnswer.refusal(why, reply.later()));
        return true;
    }

    @Override
    @GuardedBy("lock") protected boolean awaitAll(Refusal why, Reply<Entry> reply) {
        if (isAllConfirmed()) {
            return false;
        }
        journal.append(WaitingAnswer.refusal(why, reply.later()));
        return true;
    }

    @Override
    @GuardedBy("lock") protected boolean await(@Nullable Entry seen, Lookup<Entry> reply) {
        if (isConfirmed(seen)) {
            return false;
        }
        journal.append(WaitingAnswer.none(reply.later()));
        return true;
    }

    /** A change is in the file, and so are all before it. */
    void settle(Entry after) {
        lock.lock();
        try {
            confirmed = after.change();
            if (after.isRemoved() && tables.get(after) == after) {
                tables.replace(after, null);
            }
        } finally {
            lock.unlock();
        }
    }

    void publish(Entry change) {
        tell(change);
    }

    void undo(@Nullable Entry before, Entry after) {
        lock.lock();
        try {
            boolean isGone = before != null && before.isRemoved() && isConfirmed(before);
            tables.replace(after, isGone ? null : before);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing that is not confirmed is left. */
    void confirmAll() {
        lock.lock();
        try {
            confirmed = tables.lastChange();
        } finally {
            lock.unlock();
        }
    }

    void releaseAgain(long holder) {
        while (releaseSome(holder)) {}
    }

    /** The number of the last change there was. */
    long lastChange() {
        lock.lock();
        try {
            return tables.lastChange();
        } finally {
            lock.unlock();
        }
    }

    /** Changes are numbered above this from now on. */
    void skipTo(long change) {
        lock.lock();
        try {
            tables.skipTo(change);
        } finally {
            lock.unlock();
        }
    }
}
