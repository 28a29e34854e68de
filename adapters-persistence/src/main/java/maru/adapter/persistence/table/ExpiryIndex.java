package maru.adapter.persistence.table;

import java.util.NavigableSet;
import java.util.TreeSet;
import maru.domain.kv.Entry;
import org.jspecify.annotations.Nullable;

/** Entries that have a deadline, the next one due first. An entry that was overwritten is not in it any more. */
final class ExpiryIndex {
    private final NavigableSet<Entry> entries = new TreeSet<>(ExpiryIndex::compare);

    void add(Entry entry) {
        entries.add(entry);
    }

    void remove(Entry entry) {
        entries.remove(entry);
    }

    @Nullable Entry first() {
        return entries.isEmpty() ? null : entries.first();
    }

    /** No two keys ever have the same version. */
    private static int compare(Entry one, Entry other) {
        int byDeadline = Long.compare(one.deadline(), other.deadline());
        return byDeadline != 0 ? byDeadline : Long.compare(one.version(), other.version());
    }
}
