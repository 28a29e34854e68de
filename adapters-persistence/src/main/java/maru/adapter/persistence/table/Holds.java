package maru.adapter.persistence.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import maru.domain.kv.Entry;
import org.jspecify.annotations.Nullable;

/** Which connection holds which keys. */
final class Holds {
    private final Map<Long, NavigableSet<byte[]>> keysByHolder = new HashMap<>();

    void add(Entry entry) {
        keysByHolder
                .computeIfAbsent(entry.holder(), holder -> new TreeSet<>(Arrays::compareUnsigned))
                .add(entry.keyBytes());
    }

    void remove(Entry entry) {
        NavigableSet<byte[]> keys = keysByHolder.get(entry.holder());
        if (keys != null && keys.remove(entry.keyBytes()) && keys.isEmpty()) {
            keysByHolder.remove(entry.holder());
        }
    }

    int countOf(long holder) {
        NavigableSet<byte[]> keys = keysByHolder.get(holder);
        return keys == null ? 0 : keys.size();
    }

    /** Any key that this connection holds, null for none. */
    byte @Nullable [] anyOf(long holder) {
        NavigableSet<byte[]> keys = keysByHolder.get(holder);
        return keys == null ? null : keys.first();
    }
}
