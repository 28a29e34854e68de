package maru.adapter.persistence.table;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import maru.application.port.Reply;
import maru.application.port.Snapshot;
import maru.application.port.out.ChangeListener;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.kv.Entry;
import maru.domain.kv.KeyView;
import maru.domain.kv.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * How changes come about in {@link EntryTables}: under the store's lock, and some of them by themselves, when a key is
 * due or its holder has ended. When a change is confirmed, and who is told of it then, is the store's ({@link #change}).
 */
abstract class TableChanges {
    /** The most keys that are removed in one hold of the lock. */
    static final int SLICE = 256;

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    protected final ReentrantLock lock;

    /** For look-ups without the lock. */
    protected final EntryTable table;

    @GuardedBy("lock") protected final EntryTables tables;

    protected final TimeSource time;

    /** Another key than before is due next. */
    final Condition expiryMoved;

    private volatile ChangeListener listener = new NoListener();

    TableChanges(ReentrantLock lock, EntryTables tables, TimeSource time) {
        this.lock = lock;
        this.tables = tables;
        this.table = tables.table();
        this.time = time;
        this.expiryMoved = lock.newCondition();
    }

    /** Who is told of changes. */
    final void setListener(ChangeListener listener) {
        this.listener = listener;
    }

    /** Why writes are not taken now, or null. */
    @GuardedBy("lock") protected abstract @Nullable Refusal refusalOfWrites();

    /**
     * Makes a change.
     *
     * @param before what the table has
     * @param reply takes {@code after}; null where nobody asked
     * @return whether the store answers, later
     */
    @GuardedBy("lock") protected abstract boolean change(@Nullable Entry before, Entry after, @Nullable Reply<Entry> reply);

    @GuardedBy("lock") final boolean make(@Nullable Entry before, Entry after, @Nullable Reply<Entry> reply) {
        tables.skipTo(after.change());
        boolean kept = change(before, after, reply);
        if (after.deadline() != 0 && tables.nextToExpire() == after) {
            expiryMoved.signal();
        }
        return kept;
    }

    /** What the table has of a key once it is gone if it is due: an entry, a removal, or null. */
    @GuardedBy("lock") protected final @Nullable Entry current(KeyView key) {
        Entry entry = table.get(key);
        if (entry == null || !isDue(entry) || refusalOfWrites() != null) {
            return entry;
        }
        make(entry, entry.removed(tables.nextChange()), null);
        return table.get(key);
    }

    protected final boolean isDue(Entry entry) {
        return entry.terms() != null && EntryTables.isDue(entry, time.monotonicMillis());
    }

    /**
     * Removes keys that a connection holds, some at most.
     *
     * @return whether there may be more
     */
    protected final boolean releaseSome(long holder) {
        lock.lock();
        try {
            for (int i = 0; i < SLICE; i++) {
                Entry held = tables.anyHeldBy(holder);
                if (held == null) {
                    return false;
                }
                make(held, held.removed(tables.nextChange()), null);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes the key that is due first, if it is.
     *
     * @return whether it was
     */
    final boolean expireNext() {
        lock.lock();
        try {
            Entry next = tables.nextToExpire();
            if (next == null || !isDue(next) || refusalOfWrites() != null) {
                return false;
            }
            make(next, next.removed(tables.nextChange()), null);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What is there of a prefix, and what is due is gone before: else who begins to watch would be told later that a key
     * is gone which was not there.
     */
    @GuardedBy("lock") protected final @Nullable Snapshot snapshotNow(Prefix prefix, int maxKeys, int maxBytes) {
        long now = time.monotonicMillis();
        if (refusalOfWrites() == null) {
            for (Entry due : tables.due(prefix, now)) {
                make(due, due.removed(tables.nextChange()), null);
            }
        }
        return tables.snapshot(prefix, maxKeys, maxBytes, now);
    }

    /** How long until a key is due; where writes are refused, nothing expires, and it is worth another look soon. */
    final long nanosToNextDue() {
        lock.lock();
        try {
            Entry next = tables.nextToExpire();
            if (next == null) {
                return Long.MAX_VALUE;
            }
            if (refusalOfWrites() != null) {
                return RETRY_NANOS;
            }
            return isDue(next) ? 0 : TimeUnit.MILLISECONDS.toNanos(next.deadline() - time.monotonicMillis());
        } finally {
            lock.unlock();
        }
    }

    /** Has the thread {@code expiry} look at the clock: keys may be due that it does not know of. */
    public final void lookForDue() {
        lock.lock();
        try {
            expiryMoved.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Tells the listener of a change that is confirmed; {@code touch} is none to tell of. */
    protected final void tell(Entry change) {
        ChangeListener told = listener;
        if (change.version() == change.change() && told.isListening()) {
            told.changed(change);
        }
    }

    private static final class NoListener implements ChangeListener {
        @Override
        public boolean isListening() {
            return false;
        }

        @Override
        public void changed(Entry change) {}
    }
}
