package maru.adapter.persistence.sqlite;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import maru.adapter.persistence.table.Seen;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written to the table {@code seen}: of each user the last state that is safe, or null: no row. For
 * {@code store-writer} alone, and before it runs for who loads.
 */
final class UnfoldedLastSeen {
    private Map<UserName, @Nullable Seen> latest = new HashMap<>();

    void add(Seen seen) {
        latest.remove(seen.user()); // not replaced: the key would keep the older spelling
        latest.put(seen.user(), seen);
    }

    void forget(Seen seen) {
        latest.put(seen.user(), null);
    }

    /** Takes all that there is, in the order of the names: what comes from now on is gathered anew. */
    SortedMap<UserName, @Nullable Seen> take() {
        SortedMap<UserName, @Nullable Seen> taken = new TreeMap<>(latest);
        latest = new HashMap<>();
        return taken;
    }

    /** Has back what was taken and is not folded after all; what was gathered meanwhile is newer. */
    void giveBack(Map<UserName, @Nullable Seen> taken) {
        taken.forEach((user, seen) -> {
            if (!latest.containsKey(user)) {
                latest.put(user, seen);
            }
        });
    }

    /** The file is read anew. */
    void clear() {
        latest.clear();
    }
}
