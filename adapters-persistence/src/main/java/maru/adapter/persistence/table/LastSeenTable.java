package maru.adapter.persistence.table;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import maru.application.port.out.LastSeenRepository;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** When users were last online, by user and by time. Guarded by the store's lock. */
public final class LastSeenTable {
    private final Map<UserName, Seen> byUser = new HashMap<>();
    private final NavigableSet<Seen> byTime =
            new TreeSet<>(Comparator.comparingLong(Seen::unixMillis).thenComparing(Seen::user));

    public @Nullable Seen find(UserName user) {
        return byUser.get(user);
    }

    /** Returns what was there of that user. */
    public @Nullable Seen put(Seen seen) {
        Seen before = byUser.remove(seen.user()); // not replaced: the key would keep the older spelling
        if (before != null) {
            byTime.remove(before);
        }
        byUser.put(seen.user(), seen);
        byTime.add(seen);
        return before;
    }

    public void remove(Seen seen) {
        if (byUser.remove(seen.user(), seen)) {
            byTime.remove(seen);
        }
    }

    /** Removes the oldest if there are more than have to be kept; not one that is on its way. */
    public @Nullable Seen removeSurplus() {
        if (byUser.size() <= LastSeenRepository.MAX_KEPT || !byTime.first().isSafe()) {
            return null;
        }
        Seen oldest = byTime.first();
        remove(oldest);
        return oldest;
    }
}
