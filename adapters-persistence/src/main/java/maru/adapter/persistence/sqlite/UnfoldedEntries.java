package maru.adapter.persistence.sqlite;

import java.util.Arrays;
import maru.adapter.persistence.table.EntryTable;
import maru.domain.kv.Entry;

/**
 * What the journal has that its table has not: of each key the last state that is safe, or that it was removed. Most of
 * these entries are the very objects that the table in memory has. For {@code store-writer} alone, and before it runs
 * for {@code store-loader}.
 */
final class UnfoldedEntries {
    /** So many are put together, since most of the time goes into misses of the cache, which then overlap. */
    private static final int TOGETHER = 16;

    private final Entry[] newest = new Entry[TOGETHER];
    private int count;
    private EntryTable latest = new EntryTable();

    /** A state that is in the journal now. */
    void add(Entry state) {
        newest[count++] = state;
        if (count == TOGETHER) {
            settle();
        }
    }

    private void settle() {
        latest.putAll(newest, 0, count);
        count = 0;
    }

    /** Takes all that there is, in the order of the keys: what comes from now on is gathered anew. */
    Entry[] take() {
        settle();
        Entry[] taken = latest.entries();
        latest = new EntryTable();
        Arrays.sort(taken, Entry::compareKeyTo);
        return taken;
    }

    /** Has back what was taken and is not folded after all; what was gathered meanwhile is newer. */
    void giveBack(Entry[] taken) {
        settle();
        for (Entry state : taken) {
            latest.putIfAbsent(state);
        }
    }

    /** The file is read anew. */
    void clear() {
        count = 0;
        latest = new EntryTable();
    }
}
