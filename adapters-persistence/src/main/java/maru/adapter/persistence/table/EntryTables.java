package maru.adapter.persistence.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import maru.application.port.Snapshot;
import maru.domain.kv.Entry;
import maru.domain.kv.EntryBytes;
import maru.domain.kv.EntryRules;
import maru.domain.kv.Key;
import maru.domain.kv.KeyView;
import maru.domain.kv.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * All that a store knows of its keys, and the counter of its changes. {@link #replace} alone changes anything: making a
 * change and taking it back are the same thing with the two states the other way round. Under the store's lock, all but
 * {@link #table}.
 *
 * <p>A state is null (the key is not there), an entry, or a removal: a store whose changes are confirmed later leaves a
 * removal in the table until then. For everybody but the table such a key is not there.
 */
public final class EntryTables {
    /**
     * Reckoned for each entry, with compressed references: its array's header 16, what {@link EntryBytes} has in front
     * of the key 16, a slot at the usual filling 16, the node in the index of keys 40, that one's array 16, and what
     * rounding up to 8 adds to both arrays, 8.
     */
    static final int ENTRY_BYTES = 112;

    /** Reckoned for each entry with terms: {@link Entry} 32, the terms 40, the node in the index of deadlines or holds 40. */
    static final int TERMS_BYTES = 112;

    private final EntryTable table = new EntryTable();
    private final KeyIndex keys = new KeyIndex();
    private final ExpiryIndex expiry = new ExpiryIndex();
    private final Holds holds = new Holds();
    private final Owners owners = new Owners();
    private final KeyView view = new KeyView();
    private long bytes;
    private long lastChange;

    /** For look-ups without the lock. */
    public EntryTable table() {
        return table;
    }

    public int keys() {
        return keys.size();
    }

    /** What the entries take in memory, reckoned. */
    public long bytes() {
        return bytes;
    }

    /** The number of the last change there was. */
    public long lastChange() {
        return lastChange;
    }

    /** The number of the next change, which is also a version. It is taken by {@link #skipTo}. */
    public long nextChange() {
        return lastChange + 1;
    }

    /** Lets the counter go on above this number. */
    public void skipTo(long change) {
        lastChange = Math.max(lastChange, change);
    }

    public @Nullable Entry get(byte[] key) {
        view.set(key, 0, key.length);
        return table.get(view);
    }

    public @Nullable Entry get(Entry entry) {
        view.set(entry.bytes(), EntryBytes.KEY_AT, EntryBytes.valueAt(entry.bytes()));
        return table.get(view);
    }

    /**
     * Puts one state of a key in the place of another.
     *
     * @param before what is there now
     */
    public void replace(@Nullable Entry before, @Nullable Entry after) {
        if (after != null) {
            table.put(after);
        } else if (before != null) {
            table.remove(before);
        }
        Entry was = present(before);
        Entry is = present(after);
        if (was != null) {
            leave(was, is == null);
        }
        if (is != null) {
            enter(is, was == null);
        }
        if (after != null ? EntryRules.mayBeOwned(after) : before != null && EntryRules.mayBeOwned(before)) {
            owners.replace(was, is);
        }
    }

    /** The entry, or null where it says that the key is not there. */
    public static @Nullable Entry present(@Nullable Entry state) {
        return state == null || state.isRemoved() ? null : state;
    }

    /** By how much the store is larger afterwards. */
    public static long growth(@Nullable Entry was, @Nullable Entry is) {
        return bytesOf(is) - bytesOf(was);
    }

    /** The keys between these two (null: no bound), neither included. A copy. */
    public List<byte[]> keysBetween(byte @Nullable [] from, byte @Nullable [] to) {
        return keys.between(from, to);
    }

    /** The entry that is due first, null where none has a deadline. */
    public @Nullable Entry nextToExpire() {
        return expiry.first();
    }

    /** How many keys this connection holds. */
    public int heldBy(long holder) {
        return holds.countOf(holder);
    }

    /** What the keys of each user take. */
    Owners owners() {
        return owners;
    }

    /** Any entry that this connection holds, null for none. */
    public @Nullable Entry anyHeldBy(long holder) {
        byte[] key = holds.anyOf(holder);
        return key == null ? null : get(key);
    }

    /**
     * Keys that begin with the prefix, in order, those behind {@code after} only.
     *
     * @param now monotonic milliseconds: what is due by then is left out
     */
    public List<Key> list(Prefix prefix, @Nullable Key after, int limit, long now) {
        List<Key> found = new ArrayList<>();
        boolean anyDue = isDue(expiry.first(), now);
        Iterator<byte[]> candidates = keys.from(prefix, after);
        while (found.size() < limit && candidates.hasNext()) {
            byte[] key = candidates.next();
            if (!prefix.isBeginningOf(key)) {
                break;
            }
            if (!anyDue || !isDue(get(key), now)) {
                found.add(Key.of(key));
            }
        }
        return found;
    }

    /** Entries of keys that begin with the prefix, and are due by then: monotonic milliseconds. */
    public List<Entry> due(Prefix prefix, long now) {
        if (!isDue(expiry.first(), now)) {
            return List.of();
        }
        List<Entry> found = new ArrayList<>();
        Iterator<byte[]> candidates = keys.from(prefix, null);
        while (candidates.hasNext()) {
            byte[] key = candidates.next();
            if (!prefix.isBeginningOf(key)) {
                break;
            }
            Entry entry = get(key);
            if (entry != null && isDue(entry, now)) {
                found.add(entry);
            }
        }
        return found;
    }

    /** As {@link #list}; null where there is more than may be. */
    public @Nullable Snapshot snapshot(Prefix prefix, int maxKeys, int maxBytes, long now) {
        List<Entry> found = new ArrayList<>();
        long size = 0;
        Iterator<byte[]> candidates = keys.from(prefix, null);
        while (candidates.hasNext()) {
            byte[] key = candidates.next();
            if (!prefix.isBeginningOf(key)) {
                break;
            }
            Entry entry = get(key);
            if (entry == null || isDue(entry, now)) {
                continue;
            }
            size += entry.keyLength() + entry.valueLength();
            if (found.size() == maxKeys || size > maxBytes) {
                return null;
            }
            found.add(entry);
        }
        return new Snapshot(found, lastChange);
    }

    static boolean isDue(@Nullable Entry entry, long now) {
        return entry != null && entry.deadline() != 0 && entry.deadline() <= now;
    }

    private void leave(Entry was, boolean forGood) {
        bytes -= bytesOf(was);
        if (forGood) {
            keys.remove(was);
        }
        if (was.deadline() != 0) {
            expiry.remove(was);
        }
        if (was.isHeld()) {
            holds.remove(was);
        }
    }

    private void enter(Entry is, boolean isNew) {
        bytes += bytesOf(is);
        if (isNew) {
            keys.add(is);
        }
        if (is.deadline() != 0) {
            expiry.add(is);
        }
        if (is.isHeld()) {
            holds.add(is);
        }
    }

    /** The key counts twice: the index of keys has a copy. */
    static long bytesOf(@Nullable Entry entry) {
        if (entry == null) {
            return 0;
        }
        return (long) ENTRY_BYTES
                + 2L * entry.keyLength()
                + entry.valueLength()
                + (entry.terms() == null ? 0 : TERMS_BYTES);
    }
}
