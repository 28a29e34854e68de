package maru.adapter.persistence.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import maru.domain.kv.Entry;
import maru.domain.kv.EntryBytes;
import maru.domain.kv.KeyView;
import org.jspecify.annotations.Nullable;

/**
 * Entries by key: 1,024 open-addressing tables, chosen by the high bits of the key's hash and probed from its low ones.
 * {@link #find} takes no lock and makes no object; writers hold the store's lock. A slot is written once with a finished
 * state, so a reader sees the old state or the new one. A segment that fills up is rebuilt alone, some thousand entries
 * at most in a store of a million keys: nobody waits for a rehash of everything.
 *
 * <p>A slot has the {@link EntryBytes} of an ordinary entry, and an {@link Entry} for any other state: a look-up of what
 * is usual reads the slot and then the bytes, and nothing else.
 */
public final class EntryTable {
    private static final int SEGMENT_BITS = 10;
    private static final int SEGMENT_SHIFT = Integer.SIZE - SEGMENT_BITS;
    private static final int FIRST_LENGTH = 8;
    private static final VarHandle SEGMENTS = MethodHandles.arrayElementVarHandle(Object[][].class);
    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Object[].class);

    /** Stands where an entry was removed and others behind it are still found through its slot. Equals no key. */
    private static final Entry VACATED = Entry.of(new byte[0], 0, 0, null).removed(0);

    private final Object[][] segments = new Object[1 << SEGMENT_BITS][FIRST_LENGTH];

    /** Slots of each segment that are not null. */
    private final int[] used = new int[1 << SEGMENT_BITS];

    /** Entries of each segment. */
    private final int[] live = new int[1 << SEGMENT_BITS];

    @SuppressWarnings("UnusedVariable") // what is written to it is not the point
    private int touched;

    /** From any thread. */
    public @Nullable Entry get(KeyView key) {
        Object state = find(key);
        return state == null ? null : entry(state);
    }

    /** {@link EntryBytes} of an ordinary entry, an {@link Entry} that is none, or null. From any thread. */
    public @Nullable Object find(KeyView key) {
        int hash = key.hash();
        Object[] slots = (Object[]) SEGMENTS.getAcquire(segments, hash >>> SEGMENT_SHIFT);
        int mask = slots.length - 1;
        for (int at = hash & mask; ; at = at + 1 & mask) {
            Object state = SLOTS.getAcquire(slots, at);
            if (state == null || EntryBytes.hasKey(bytes(state), key)) {
                return state;
            }
        }
    }

    private static byte[] bytes(Object state) {
        return state instanceof byte[] bytes ? bytes : ((Entry) state).bytes();
    }

    private static Entry entry(Object state) {
        return state instanceof byte[] bytes ? Entry.ordinary(bytes) : (Entry) state;
    }

    private static int hashOf(Object state) {
        return EntryBytes.hash(bytes(state));
    }

    /**
     * Reads what {@link #find} of these keys is going to read, so that the processor waits for several of them at once:
     * all slots, then all headers, then all values. No step has a branch that waits for what the same step reads: one
     * that was guessed wrongly would have to wait before the next key's reads begin. From any thread.
     */
    public void touch(KeyView[] keys, int count) {
        int read = 0;
        for (int i = 0; i < count; i++) {
            read += slot(keys[i].hash(), 0) == null ? 0 : 1;
        }
        for (int i = 0; i < count; i++) {
            read += hash(slot(keys[i].hash(), 0));
        }
        for (int i = 0; i < count; i++) {
            read += hash(second(keys[i].hash()));
        }
        for (int i = 0; i < count; i++) {
            read += end(likely(keys[i].hash()));
        }
        keep(read);
    }

    /** Puts these entries, in their order, and reads what that takes as {@link #touch} does. */
    public void putAll(Entry[] entries, int from, int to) {
        int read = 0;
        for (int i = from; i < to; i++) {
            read += slot(entries[i].hash(), 0) == null ? 0 : 1;
        }
        for (int i = from; i < to; i++) {
            read += hash(slot(entries[i].hash(), 0));
        }
        for (int i = from; i < to; i++) {
            read += hash(second(entries[i].hash()));
        }
        for (int i = from; i < to; i++) {
            read += end(likely(entries[i].hash()));
        }
        keep(read);
        for (int i = from; i < to; i++) {
            put(entries[i]);
        }
    }

    /** What stands so many slots behind the one in which a key of that hash is looked for first. */
    private @Nullable Object slot(int hash, int behind) {
        Object[] slots = (Object[]) SEGMENTS.getAcquire(segments, hash >>> SEGMENT_SHIFT);
        return SLOTS.getAcquire(slots, hash + behind & (slots.length - 1));
    }

    /** What is looked at second, if anything. */
    private @Nullable Object second(int hash) {
        Object first = slot(hash, 0);
        return first == null || hashOf(first) == hash ? null : slot(hash, 1);
    }

    /** The state with that hash, if it is in the first or the second place: about nine of ten are. */
    private @Nullable Object likely(int hash) {
        Object first = slot(hash, 0);
        return first == null || hashOf(first) == hash ? first : slot(hash, 1);
    }

    private static int hash(@Nullable Object state) {
        return state == null ? 0 : hashOf(state);
    }

    /** The last byte: what lies between it and the header is in the same one or two lines of the cache, or follows. */
    private static int end(@Nullable Object state) {
        if (state == null) {
            return 0;
        }
        byte[] bytes = bytes(state);
        return bytes[bytes.length - 1];
    }

    /** Never writes, but the compiler does not know and so can't drop the reads. */
    private void keep(int read) {
        if (read == Integer.MIN_VALUE) {
            touched = read;
        }
    }

    /** How many entries there are. */
    public int size() {
        return Arrays.stream(live).sum();
    }

    /** All entries, in no order. */
    public Entry[] entries() {
        Entry[] entries = new Entry[size()];
        int count = 0;
        for (Object[] slots : segments) {
            for (Object state : slots) {
                if (state != null && state != VACATED) {
                    entries[count++] = entry(state);
                }
            }
        }
        return entries;
    }

    /** Puts the entry, unless there is one with the same key. */
    public void putIfAbsent(Entry entry) {
        Object[] slots = segments[entry.hash() >>> SEGMENT_SHIFT];
        if (slots[slotOf(slots, entry)] == null) {
            put(entry);
        }
    }

    /** Takes the place of the entry with the same key, if there is one. */
    public void put(Entry entry) {
        int hash = entry.hash();
        int segment = hash >>> SEGMENT_SHIFT;
        Object[] slots = segments[segment];
        int at = slotOf(slots, entry);
        if (slots[at] == null) {
            if (2 * (used[segment] + 1) > slots.length) {
                slots = rebuild(segment);
            }
            at = freeSlot(slots, hash);
            used[segment] += slots[at] == null ? 1 : 0;
            live[segment]++;
        }
        SLOTS.setRelease(slots, at, entry.isOrdinary() ? entry.bytes() : entry);
    }

    /** Removes the entry that has this one's key, if there is one. */
    void remove(Entry entry) {
        int segment = entry.hash() >>> SEGMENT_SHIFT;
        Object[] slots = segments[segment];
        int at = slotOf(slots, entry);
        if (slots[at] == null) {
            return;
        }
        live[segment]--;
        int mask = slots.length - 1;
        if (slots[at + 1 & mask] != null) {
            SLOTS.setRelease(slots, at, VACATED);
            return;
        }
        // Nothing is found through this slot, nor through vacated ones right before it.
        do {
            SLOTS.setRelease(slots, at, null);
            used[segment]--;
            at = at - 1 & mask;
        } while (slots[at] == VACATED);
    }

    /** The most slots that a look-up of a key that is there has to read: a measure of how well the hash spreads. */
    int longestProbe() {
        int longest = 0;
        for (Object[] slots : segments) {
            for (int at = 0; at < slots.length; at++) {
                Object state = slots[at];
                if (state != null && state != VACATED) {
                    longest = Math.max(longest, (at - hashOf(state) & slots.length - 1) + 1);
                }
            }
        }
        return longest;
    }

    private static int slotOf(Object[] slots, Entry entry) {
        int mask = slots.length - 1;
        int at = entry.hash() & mask;
        while (slots[at] != null && !EntryBytes.haveSameKey(bytes(slots[at]), entry.bytes())) {
            at = at + 1 & mask;
        }
        return at;
    }

    private static int freeSlot(Object[] slots, int hash) {
        int mask = slots.length - 1;
        int at = hash & mask;
        while (slots[at] != null && slots[at] != VACATED) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** At most three eighths full afterwards, so that at least an eighth of its slots is used up before the next time. */
    private Object[] rebuild(int segment) {
        int wanted = (live[segment] + 1) * 8 / 3;
        int length = Math.max(FIRST_LENGTH, Integer.highestOneBit(wanted) * 2);
        Object[] slots = new Object[length];
        for (Object state : segments[segment]) {
            if (state != null && state != VACATED) {
                slots[freeSlot(slots, hashOf(state))] = state;
            }
        }
        used[segment] = live[segment];
        SEGMENTS.setRelease(segments, segment, slots);
        return slots;
    }
}
