package maru.adapter.persistence.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import maru.domain.kv.Entry;
import maru.domain.kv.KeyView;
import org.jspecify.annotations.Nullable;

/**
 * Entries by key: 1,024 open-addressing tables, chosen by the high bits of the key's hash and probed from its low ones.
 * {@link #get} takes no lock and makes no object; writers hold the store's lock. A slot is written once with a finished
 * entry, so a reader sees the old entry or the new one. A segment that fills up is rebuilt alone, some thousand entries
 * at most in a store of a million keys: nobody waits for a rehash of everything.
 */
public final class EntryTable {
    private static final int SEGMENT_BITS = 10;
    private static final int SEGMENT_SHIFT = Integer.SIZE - SEGMENT_BITS;
    private static final int FIRST_LENGTH = 8;
    private static final VarHandle SEGMENTS = MethodHandles.arrayElementVarHandle(Entry[][].class);
    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Entry[].class);

    /** Stands where an entry was removed and others behind it are still found through its slot. Equals no key. */
    private static final Entry VACATED = Entry.of(new byte[0], 0, 0, null);

    private final Entry[][] segments = new Entry[1 << SEGMENT_BITS][FIRST_LENGTH];

    /** Slots of each segment that are not null. */
    private final int[] used = new int[1 << SEGMENT_BITS];

    /** Entries of each segment. */
    private final int[] live = new int[1 << SEGMENT_BITS];

    @SuppressWarnings("UnusedVariable") // what is written to it is not the point
    private int touched;

    /** From any thread. */
    public @Nullable Entry get(KeyView key) {
        int hash = key.hash();
        Entry[] slots = (Entry[]) SEGMENTS.getAcquire(segments, hash >>> SEGMENT_SHIFT);
        int mask = slots.length - 1;
        for (int at = hash & mask; ; at = at + 1 & mask) {
            Entry entry = (Entry) SLOTS.getAcquire(slots, at);
            if (entry == null || entry.hasKey(key)) {
                return entry;
            }
        }
    }

    /**
     * Reads what {@link #get} of these keys is going to read, all slots, then all entries, then all keys, so that the
     * processor waits for several of them at once. From any thread.
     */
    public void touch(KeyView[] keys, int count) {
        int read = 0;
        for (int i = 0; i < count; i++) {
            read += firstSlot(keys[i].hash()) == null ? 0 : 1;
        }
        for (int i = 0; i < count; i++) {
            read += header(firstSlot(keys[i].hash()));
        }
        for (int i = 0; i < count; i++) {
            read += bytes(firstSlot(keys[i].hash()));
        }
        keep(read);
    }

    /** Puts these entries, in their order, and reads what that takes as {@link #touch} does. */
    public void putAll(Entry[] entries, int from, int to) {
        int read = 0;
        for (int i = from; i < to; i++) {
            read += firstSlot(entries[i].hash()) == null ? 0 : 1;
        }
        for (int i = from; i < to; i++) {
            read += header(firstSlot(entries[i].hash()));
        }
        for (int i = from; i < to; i++) {
            read += bytes(firstSlot(entries[i].hash()));
        }
        keep(read);
        for (int i = from; i < to; i++) {
            put(entries[i]);
        }
    }

    private @Nullable Entry firstSlot(int hash) {
        Entry[] slots = (Entry[]) SEGMENTS.getAcquire(segments, hash >>> SEGMENT_SHIFT);
        return (Entry) SLOTS.getAcquire(slots, hash & (slots.length - 1));
    }

    private static int header(@Nullable Entry entry) {
        return entry == null ? 0 : entry.data().length;
    }

    private static int bytes(@Nullable Entry entry) {
        return entry == null || entry.data().length == 0 ? 0 : entry.data()[entry.data().length - 1];
    }

    /** Never writes, but the compiler does not know and so can't drop the reads. */
    private void keep(int read) {
        if (read == Integer.MIN_VALUE) {
            touched = read;
        }
    }

    /** All entries, in no order. */
    public Entry[] entries() {
        Entry[] entries = new Entry[Arrays.stream(live).sum()];
        int count = 0;
        for (Entry[] slots : segments) {
            for (Entry entry : slots) {
                if (entry != null && entry != VACATED) {
                    entries[count++] = entry;
                }
            }
        }
        return entries;
    }

    /** Puts the entry, unless there is one with the same key. */
    public void putIfAbsent(Entry entry) {
        Entry[] slots = segments[entry.hash() >>> SEGMENT_SHIFT];
        if (slots[slotOf(slots, entry)] == null) {
            put(entry);
        }
    }

    /** Takes the place of the entry with the same key, if there is one. */
    public void put(Entry entry) {
        int segment = entry.hash() >>> SEGMENT_SHIFT;
        Entry[] slots = segments[segment];
        int at = slotOf(slots, entry);
        if (slots[at] == null) {
            if (2 * (used[segment] + 1) > slots.length) {
                slots = rebuild(segment);
            }
            at = freeSlot(slots, entry.hash());
            used[segment] += slots[at] == null ? 1 : 0;
            live[segment]++;
        }
        SLOTS.setRelease(slots, at, entry);
    }

    /** Removes the entry that has this one's key, if there is one. */
    void remove(Entry entry) {
        int segment = entry.hash() >>> SEGMENT_SHIFT;
        Entry[] slots = segments[segment];
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
            SLOTS.setRelease(slots, at, (Entry) null);
            used[segment]--;
            at = at - 1 & mask;
        } while (slots[at] == VACATED);
    }

    /** The most slots that a look-up of a key that is there has to read: a measure of how well the hash spreads. */
    int longestProbe() {
        int longest = 0;
        for (Entry[] slots : segments) {
            for (int at = 0; at < slots.length; at++) {
                if (slots[at] != null && slots[at] != VACATED) {
                    longest = Math.max(longest, (at - slots[at].hash() & slots.length - 1) + 1);
                }
            }
        }
        return longest;
    }

    private static int slotOf(Entry[] slots, Entry entry) {
        int mask = slots.length - 1;
        int at = entry.hash() & mask;
        while (slots[at] != null && !haveSameKey(slots[at], entry)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private static int freeSlot(Entry[] slots, int hash) {
        int mask = slots.length - 1;
        int at = hash & mask;
        while (slots[at] != null && slots[at] != VACATED) {
            at = at + 1 & mask;
        }
        return at;
    }

    private static boolean haveSameKey(Entry one, Entry other) {
        return one.hash() == other.hash()
                && Arrays.equals(one.data(), 0, one.keyLength(), other.data(), 0, other.keyLength());
    }

    /** At most three eighths full afterwards, so that at least an eighth of its slots is used up before the next time. */
    private Entry[] rebuild(int segment) {
        int wanted = (live[segment] + 1) * 8 / 3;
        int length = Math.max(FIRST_LENGTH, Integer.highestOneBit(wanted) * 2);
        Entry[] slots = new Entry[length];
        for (Entry entry : segments[segment]) {
            if (entry != null && entry != VACATED) {
                slots[freeSlot(slots, entry.hash())] = entry;
            }
        }
        used[segment] = live[segment];
        SEGMENTS.setRelease(segments, segment, slots);
        return slots;
    }
}
