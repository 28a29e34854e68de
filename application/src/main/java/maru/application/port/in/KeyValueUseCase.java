package maru.application.port.in;

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
 * The key-value store as clients see it. Called on the caller's lane; never blocks. Keys and values are read during the
 * call only. An answer that depends on a write comes when that write is as safe as the store makes it: nothing that a
 * client was shown is taken back.
 *
 * <p>Every write can be refused with {@code forbidden} (a key that belongs to a user), {@code limit} (the store is
 * full), {@code busy}, {@code storage-failed} or {@code uncertain}, besides what is named below.
 */
public interface KeyValueUseCase {
    /** The most keys that {@link #keys} gives at once. */
    int MAX_KEYS_LISTED = 1_000;

    /** The most keys that a watch may begin with. */
    int MAX_KEYS_WATCHED = 10_000;

    /** The most bytes of keys and values that a watch may begin with: 4 MiB. */
    int MAX_BYTES_WATCHED = 4 << 20;

    /**
     * A hint, with no effect that can be seen: the first {@code count} of these keys are asked for right after this, so
     * what is known of them may be fetched from memory in one go instead of one miss of the cache after another.
     */
    void prepare(KeyView[] keys, int count);

    /** For who only wants the value. */
    void get(KeyView key, EntryLookup reply);

    /** With version and expiry. */
    void find(KeyView key, Lookup<Entry> reply);

    /** The key has this value now and lives for good. Answered with what it is now. */
    void put(Caller caller, KeyView key, ByteView value, Reply<Entry> reply);

    /** As {@link #put}, but the key is gone after so many seconds: 1 to 3,155,760,000, else {@code bad-arguments}. */
    void putFor(Caller caller, KeyView key, long seconds, ByteView value, Reply<Entry> reply);

    /** Makes a key that is gone when the caller's connection ends, or changes one that it holds; else {@code conflict}. */
    void hold(Caller caller, KeyView key, ByteView value, Reply<Entry> reply);

    /** Answered with the removal. */
    void delete(Caller caller, KeyView key, Lookup<Entry> reply);

    /** Writes only if the key still has that version (0: is not there), else {@code conflict}. Keeps the expiry. */
    void compareAndSet(Caller caller, KeyView key, long version, ByteView value, Reply<Entry> reply);

    /** Adds to a decimal 64-bit integer, 0 where none is; {@code conflict} where it can't. Keeps the expiry. */
    void add(Caller caller, KeyView key, long amount, Reply<Entry> reply);

    /** Gives the key so many seconds to live from now, 0: for good; {@code conflict} where it is held. */
    void touch(Caller caller, KeyView key, long seconds, Lookup<Entry> reply);

    /**
     * Keys that begin with the prefix, in the order of their bytes, those behind {@code after} only.
     *
     * @param limit 1 or more, else {@code bad-arguments}; cut to {@value #MAX_KEYS_LISTED}
     */
    void keys(Prefix prefix, long limit, @Nullable Key after, Reply<List<Key>> reply);

    /**
     * What is there now; from then on the caller is told of every change of these keys. {@code limit} where more is
     * there than a watch may begin with.
     */
    void watch(Caller caller, Prefix prefix, Reply<Snapshot> reply);

    /** Ends the watch of exactly this prefix, if there is one. */
    void unwatch(Caller caller, Prefix prefix);

    /** The caller's connection has ended: its watches end, and the keys that it holds are gone. */
    void ended(Caller caller);
}
