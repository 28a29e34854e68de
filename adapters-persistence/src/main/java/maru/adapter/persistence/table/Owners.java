package maru.adapter.persistence.table;

import java.util.HashMap;
import java.util.Map;
import maru.domain.chat.UserName;
import maru.domain.kv.Entry;
import maru.domain.kv.EntryRules;
import org.jspecify.annotations.Nullable;

/** What the keys {@code ~name/…} of each user take; only of users that have some. Guarded by the store's lock. */
final class Owners {
    private static final Usage NOTHING = new Usage();

    private final Map<String, Usage> byIdentity = new HashMap<>();

    /** What a user has. */
    private static final class Usage {
        int keys;
        long bytes;
    }

    /** One entry takes the place of another with the same key; null: none. */
    void replace(@Nullable Entry was, @Nullable Entry is) {
        Entry any = is == null ? was : is;
        UserName owner = any == null ? null : EntryRules.ownerOf(any);
        if (owner == null) {
            return;
        }
        Usage usage = byIdentity.computeIfAbsent(owner.identity(), identity -> new Usage());
        usage.keys += (is == null ? 0 : 1) - (was == null ? 0 : 1);
        usage.bytes += EntryTables.growth(was, is);
        if (usage.keys == 0) {
            byIdentity.remove(owner.identity());
        }
    }

    int keysOf(UserName owner) {
        return usage(owner).keys;
    }

    /** As {@link EntryTables#bytes} reckons. */
    long bytesOf(UserName owner) {
        return usage(owner).bytes;
    }

    /** How many users have keys. */
    int count() {
        return byIdentity.size();
    }

    private Usage usage(UserName owner) {
        return byIdentity.getOrDefault(owner.identity(), NOTHING);
    }
}
