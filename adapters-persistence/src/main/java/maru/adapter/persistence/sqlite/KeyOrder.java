package maru.adapter.persistence.sqlite;

import static maru.domain.kv.EntryBytes.KEY_AT;

import java.util.Arrays;
import java.util.Comparator;
import maru.domain.kv.Entry;
import maru.domain.kv.EntryBytes;

/**
 * Sorts entries by key, as SQLite sorts blobs. Most of the work is done on numbers that lie side by side: five bytes of
 * each key, behind what all keys begin with, and the entry's place. To compare entries is to wait for memory.
 */
final class KeyOrder {
    private static final Comparator<Entry> BY_KEY = Entry::compareKeyTo;

    private static final int PLACE_BITS = 24;
    private static final int KEY_BYTES = (Long.SIZE - PLACE_BITS) / Byte.SIZE;

    private KeyOrder() {}

    static void sort(Entry[] entries) {
        if (entries.length < 2 || entries.length > 1 << PLACE_BITS) {
            Arrays.sort(entries, BY_KEY);
            return;
        }
        long[] order = order(entries);
        Entry[] unsorted = entries.clone();
        int from = 0;
        for (int i = 0; i < order.length; i++) {
            entries[i] = unsorted[(int) order[i] & (1 << PLACE_BITS) - 1];
            if (order[from] >> PLACE_BITS != order[i] >> PLACE_BITS) {
                sortAlike(entries, from, i);
                from = i;
            }
        }
        sortAlike(entries, from, entries.length);
    }

    private static void sortAlike(Entry[] entries, int from, int to) {
        if (to - from > 1) {
            Arrays.sort(entries, from, to, BY_KEY);
        }
    }

    private static long[] order(Entry[] entries) {
        int common = commonBytes(entries);
        long[] order = new long[entries.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = Long.MIN_VALUE ^ (bytesFrom(common, entries[i]) << PLACE_BITS | i);
        }
        Arrays.sort(order);
        return order;
    }

    private static int commonBytes(Entry[] entries) {
        byte[] first = entries[0].bytes();
        int common = entries[0].keyLength();
        for (Entry entry : entries) {
            byte[] bytes = entry.bytes();
            int differs = Arrays.mismatch(first, KEY_AT, KEY_AT + common, bytes, KEY_AT, EntryBytes.valueAt(bytes));
            common = differs < 0 ? common : differs;
        }
        return common;
    }

    /** A key that ends too early counts as one with zeros behind it; the comparator tells them apart. */
    private static long bytesFrom(int from, Entry entry) {
        long word = 0;
        for (int at = from; at < from + KEY_BYTES; at++) {
            word = word << Byte.SIZE | (at < entry.keyLength() ? entry.bytes()[KEY_AT + at] & 0xff : 0);
        }
        return word;
    }
}
