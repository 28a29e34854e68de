package maru.adapter.persistence.sqlite;

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

    /** States that were ever added, and their bytes. */
    private long added;

    private long addedBytes;

    /** Bytes that the journal has of entries, about. */
    private long journalBytes;

    /** A state that is in the journal now. */
    void add(Entry state) {
        int bytes = Batch.RECORD_HEADER + EntryCodec.size(state);
        added++;
        addedBytes += bytes;
        journalBytes += bytes;
        newest[count++] = state;
        if (count == TOGETHER) {
            settle();
        }
    }

    private void settle() {
        latest.putAll(newest, 0, count);
        count = 0;
    }

    /** Whether entries take nearly all of the journal, and the states here, reckoned by their number, little of it. */
    boolean isWorthCompacting(long allBytes, long mostBytes) {
        return heldBytes() <= mostBytes && journalBytes >= allBytes - allBytes / 8;
    }

    private long heldBytes() {
        return added == 0 ? 0 : addedBytes / added * latest.size();
    }

    /** All that there is, in no order, and still here. */
    Entry[] states() {
        settle();
        return latest.entries();
    }

    /** As {@link #states}; the journal will have nothing else of it. */
    Entry[] compact() {
        Entry[] states = states();
        journalBytes = heldBytes();
        return states;
    }

    /** Takes all that there is, in the order of the keys: what comes from now on is gathered anew. */
    Entry[] take() {
        settle();
        Entry[] taken = latest.entries();
        latest = new EntryTable();
        journalBytes = 0;
        KeyOrder.sort(taken);
        return taken;
    }

    /** Has back what was taken and is not folded after all; what was gathered meanwhile is newer. */
    void giveBack(Entry[] taken) {
        settle();
        for (Entry state : taken) {
            latest.putIfAbsent(state);
        }
        journalBytes += heldBytes();
    }

    /** The file is read anew. */
    void clear() {
        count = 0;
        journalBytes = 0;
        latest = new EntryTable();
    }
}
