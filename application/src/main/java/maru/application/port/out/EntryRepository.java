package maru.application.port.out;

import java.util.List;
import maru.application.port.Caller;
import maru.application.port.EntryLookup;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.Snapshot;
import maru.domain.kv.ByteView;
import maru.domain.kv.Entry;
import maru.domain.kv.Key;
import maru.domain.kv.KeyView;
import maru.domain.kv.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * Keys and their values. May be called from any lane, never blocks it; keys and values are read during the call only.
 *
 * <ul>
 *   <li>A write is seen at once by whatever follows it, on any lane. It is <em>confirmed</em> when it is as safe as
 *       this store makes it. Its answer, the answer of every read that saw it (or saw that the key is gone), and the
 *       word to the {@link ChangeListener} are given when it is confirmed, never before.
 *   <li>Versions come from one counter. It starts above the Unix time in microseconds and above every version that this
 *       store ever gave, grows with every write, and may jump.
 *   <li>A write that can't be confirmed is refused with {@code storage-failed} or {@code uncertain}, and so is what
 *       was written on top of it; entries and versions are then again what the store has.
 *   <li>A key whose deadline has come is not there for anybody, and its removal is a change like any other, made soon
 *       and without being asked for.
 *   <li>The rules of {@link maru.domain.kv.EntryRules} hold. A write that would make the store larger than it may be
 *       is refused with {@code limit}.
 * </ul>
 */
public interface EntryRepository {
    /** A hint that the first {@code count} of these keys are asked for right after this; for most stores it is none. */
    default void prepare(KeyView[] keys, int count) {}

    void find(KeyView key, Lookup<Entry> reply);

    /** As {@link #find}, for who only wants the value: the path that is walked most. */
    default void get(KeyView key, EntryLookup reply) {
        find(key, reply);
    }

    /**
     * Sets a value, whatever was there.
     *
     * @param lifetimeMillis 0: for good
     */
    void put(KeyView key, ByteView value, long lifetimeMillis, Reply<Entry> reply);

    /** Makes or changes a key that the caller holds. Never on disk. */
    void hold(Caller caller, KeyView key, ByteView value, Reply<Entry> reply);

    /** Answered with the removal. */
    void remove(KeyView key, Lookup<Entry> reply);

    void compareAndSet(Caller caller, KeyView key, long version, ByteView value, Reply<Entry> reply);

    void add(Caller caller, KeyView key, long amount, Reply<Entry> reply);

    /**
     * New deadline, same version, no change to tell of.
     *
     * @param lifetimeMillis 0: for good
     */
    void touch(KeyView key, long lifetimeMillis, Lookup<Entry> reply);

    /** At most {@code limit} keys that begin with the prefix, in their order, those behind {@code after} only. */
    void list(Prefix prefix, @Nullable Key after, int limit, Reply<List<Key>> reply);

    /** All entries of a prefix as of one change; {@code limit} where there are more than so many keys or bytes. */
    void snapshot(Prefix prefix, int maxKeys, int maxBytes, Reply<Snapshot> reply);

    /** Removes what the caller holds; it will not hold anything again. */
    void release(Caller caller);

    /** Who is told of changes. Called once, before anything else. */
    void announceTo(ChangeListener listener);
}
