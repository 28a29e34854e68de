package maru.adapter.persistence.table;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import maru.domain.kv.Entry;
import maru.domain.kv.Key;
import maru.domain.kv.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are there, in their order. Changes only when a key appears or is gone, so that a write to a key that is
 * there costs nothing here. Has copies of the keys of its own: an entry's array would keep its first value alive.
 */
final class KeyIndex {
    private final NavigableSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);

    void add(Entry entry) {
        keys.add(entry.keyBytes());
    }

    void remove(Entry entry) {
        keys.remove(entry.keyBytes());
    }

    int size() {
        return keys.size();
    }

    /** From the first key that may begin with the prefix and comes behind {@code after}; it runs on past the prefix. */
    Iterator<byte[]> from(Prefix prefix, @Nullable Key after) {
        if (after == null || Arrays.compareUnsigned(after.bytes(), prefix.bytes()) < 0) {
            return keys.tailSet(prefix.bytes(), true).iterator();
        }
        return keys.tailSet(after.bytes(), false).iterator();
    }

    /** A copy of what lies between these two (null: no bound), neither included. */
    List<byte[]> between(byte @Nullable [] from, byte @Nullable [] to) {
        NavigableSet<byte[]> above = from == null ? keys : keys.tailSet(from, false);
        return List.copyOf(to == null ? above : above.headSet(to, false));
    }
}
