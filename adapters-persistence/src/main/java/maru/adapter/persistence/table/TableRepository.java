package maru.adapter.persistence.table;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import maru.application.limits.Limits;
import maru.application.port.Caller;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.out.ChangeListener;
import maru.application.port.out.EntryRepository;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.kv.ByteView;
import maru.domain.kv.Entry;
import maru.domain.kv.EntryRules;
import maru.domain.kv.KeyView;
import maru.domain.kv.Terms;
import org.jspecify.annotations.Nullable;

/**
 * What every store that keeps its keys in {@link EntryTables} does alike: it applies the rules, makes the change under
 * the lock, and lets keys expire. When a change is confirmed, and which answers have to wait for that, is the store's
 * ({@link #change}, {@link #await}).
 *
 * <p>Under the lock nothing waits and nobody is called but {@link Reply#later} and the listener, which only hand over.
 */
public abstract class TableRepository extends TableChanges implements EntryRepository {
    private final EntryLimits limits;

    /**
     * With what may be in it.
     *
     * @param maxBytes a write that makes the store larger than this is refused
     * @param limits how much each connection and each user may have of it
     */
    protected TableRepository(ReentrantLock lock, EntryTables tables, TimeSource time, long maxBytes, Limits limits) {
        super(lock, tables, time);
        this.limits = new EntryLimits(tables, maxBytes, limits);
    }

    /**
     * A refusal that rests on what the table has.
     *
     * @return whether the store answers, later
     */
    @GuardedBy("lock") protected abstract boolean await(@Nullable Entry seen, Refusal why, Reply<Entry> reply);

    /** As above, where it rests on everything that the table has. */
    @GuardedBy("lock") protected abstract boolean awaitAll(Refusal why, Reply<Entry> reply);

    /** As above, where the answer is that nothing is there. */
    @GuardedBy("lock") protected abstract boolean await(@Nullable Entry seen, Lookup<Entry> reply);

    @Override
    public final void prepare(KeyView[] keys, int count) {
        table.touch(keys, count);
    }

    @Override
    public final void announceTo(ChangeListener listener) {
        setListener(listener);
    }

    @Override
    public final void put(KeyView key, ByteView value, long lifetimeMillis, Reply<Entry> reply) {
        write(Verb.PUT, key, value, lifetime(lifetimeMillis), 0, 0, reply);
    }

    @Override
    public final void hold(Caller caller, KeyView key, ByteView value, Reply<Entry> reply) {
        write(Verb.HOLD, key, value, Terms.heldBy(caller.id()), 0, caller.id(), reply);
    }

    @Override
    public final void compareAndSet(Caller caller, KeyView key, long version, ByteView value, Reply<Entry> reply) {
        write(Verb.COMPARE_AND_SET, key, value, null, version, caller.id(), reply);
    }

    @Override
    public final void add(Caller caller, KeyView key, long amount, Reply<Entry> reply) {
        write(Verb.ADD, key, new ByteView(), null, amount, caller.id(), reply);
    }

    @Override
    public final void remove(KeyView key, Lookup<Entry> reply) {
        alter(false, key, null, reply);
    }

    @Override
    public final void touch(KeyView key, long lifetimeMillis, Lookup<Entry> reply) {
        alter(true, key, lifetime(lifetimeMillis), reply);
    }

    @Override
    public void release(Caller caller) {
        while (releaseSome(caller.id())) {}
    }

    /** @param asked on what terms the caller wants the key to be there, where the verb lets it say so */
    private void write(
            Verb verb,
            KeyView key,
            ByteView value,
            @Nullable Terms asked,
            long argument,
            long caller,
            Reply<Entry> reply) {
        Entry after = null;
        Refusal why;
        boolean kept = false;
        lock.lock();
        try {
            why = refusalOfWrites();
            if (why == null) {
                Entry before = current(key);
                Entry found = EntryTables.present(before);
                why = verb.refusal(found, argument, caller);
                if (why != null) {
                    kept = await(before, why, reply);
                } else {
                    if (verb == Verb.ADD) {
                        layDecimal(value, EntryRules.sum(found, argument));
                    }
                    after = Entry.of(key, value, tables.nextChange(), verb.terms(found, asked, caller));
                    why = verb == Verb.HOLD && found == null ? limits.refusalOfHold(caller) : null;
                    why = why == null ? limits.refusalOfGrowth(found, after) : why;
                    kept = why == null ? make(before, after, reply) : awaitAll(why, reply);
                }
            }
        } finally {
            lock.unlock();
        }
        if (!kept) {
            answer(after, why, reply);
        }
    }

    /** A removal, or new terms for what is there. */
    private void alter(boolean keeps, KeyView key, @Nullable Terms terms, Lookup<Entry> reply) {
        Entry after = null;
        Refusal why;
        boolean kept = false;
        lock.lock();
        try {
            why = refusalOfWrites();
            if (why == null) {
                Entry before = current(key);
                Entry found = EntryTables.present(before);
                why = keeps && found != null ? EntryRules.refusalOfTouch(found) : null;
                if (found == null) {
                    kept = await(before, reply);
                } else if (why != null) {
                    kept = await(before, why, reply);
                } else {
                    long number = tables.nextChange();
                    after = keeps ? found.on(terms, number) : found.removed(number);
                    why = limits.refusalOfGrowth(found, EntryTables.present(after));
                    kept = why == null ? make(before, after, reply) : awaitAll(why, reply);
                }
            }
        } finally {
            lock.unlock();
        }
        if (kept) {
            return;
        }
        if (why == null && after == null) {
            reply.none();
        } else {
            answer(after, why, reply);
        }
    }

    private static void answer(@Nullable Entry after, @Nullable Refusal why, Reply<Entry> reply) {
        if (why != null) {
            reply.refused(why);
        } else if (after != null) {
            reply.done(after);
        }
    }

    private @Nullable Terms lifetime(long millis) {
        return millis == 0 ? null : Terms.until(time.unixMillis() + millis, time.monotonicMillis() + millis);
    }

    private static void layDecimal(ByteView value, long number) {
        byte[] digits = Long.toString(number).getBytes(StandardCharsets.ISO_8859_1);
        value.set(digits, 0, digits.length);
    }

    /** What a snapshot is refused with that has more than it may. */
    public static Refusal refusalOfSnapshot(int maxKeys, int maxBytes) {
        return new Refusal(
                RefusalCode.LIMIT,
                "more than " + maxKeys + " keys or " + maxBytes + " bytes begin with this: watch a longer prefix");
    }

    /** Figures that every store has. */
    public final Map<String, Long> statistics() {
        lock.lock();
        try {
            return Map.of(
                    "store.keys",
                    (long) tables.keys(),
                    "store.bytes",
                    tables.bytes(),
                    "store.max-bytes",
                    limits.maxBytes(),
                    "store.last-version",
                    tables.lastChange());
        } finally {
            lock.unlock();
        }
    }
}
