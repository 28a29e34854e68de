package maru.adapter.persistence.table;

import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.UserName;
import maru.domain.kv.Entry;
import maru.domain.kv.EntryRules;
import org.jspecify.annotations.Nullable;

/**
 * How much there may be in {@link EntryTables}: in all, of each connection that holds keys, and of each user that keys
 * {@code ~name/…} belong to. What makes nothing larger is never refused. Guarded by the store's lock.
 */
final class EntryLimits {
    private final EntryTables tables;
    private final long maxBytes;
    private final Limits limits;
    private final long mostHolds;
    private final long mostKeys;
    private final long mostBytes;

    EntryLimits(EntryTables tables, long maxBytes, Limits limits) {
        this.tables = tables;
        this.maxBytes = maxBytes;
        this.limits = limits;
        this.mostHolds = limits.most(Limit.HOLDS);
        this.mostKeys = limits.most(Limit.KEYS_PER_OWNER);
        this.mostBytes = limits.most(Limit.BYTES_PER_OWNER);
    }

    long maxBytes() {
        return maxBytes;
    }

    /** Why this connection can't hold one key more, or null. */
    @Nullable Refusal refusalOfHold(long caller) {
        if (tables.heldBy(caller) < mostHolds || !limits.refuses(Limit.HOLDS, "id=" + caller)) {
            return null;
        }
        return refusal("you hold " + mostHolds
                + " keys, the most a connection may: delete one first, or put it, which ends the hold");
    }

    /** Why the second can't take the place of the first, or null. Both may be null: no entry. */
    @Nullable Refusal refusalOfGrowth(@Nullable Entry found, @Nullable Entry after) {
        long growth = EntryTables.growth(found, after);
        if (after == null || growth <= 0) {
            return null;
        }
        long size = tables.bytes() + growth;
        if (size > maxBytes) {
            limits.refused(Limit.STORE, "bytes=" + size);
            return refusal("the store may have " + maxBytes + " bytes, keys and all, and would have " + size
                    + " with this: delete what is not needed");
        }
        return EntryRules.mayBeOwned(after) ? refusalOfOwned(found, after, growth) : null;
    }

    private @Nullable Refusal refusalOfOwned(@Nullable Entry found, Entry after, long growth) {
        UserName owner = EntryRules.ownerOf(after);
        if (owner == null) {
            return null;
        }
        int keys = tables.owners().keysOf(owner);
        if (found == null && keys >= mostKeys && limits.refuses(Limit.KEYS_PER_OWNER, "owner=" + owner)) {
            return refusal("keys that begin with ~" + owner + "/ may be " + mostKeys + ", and are " + keys
                    + ": delete one first");
        }
        long bytes = tables.owners().bytesOf(owner) + growth;
        if (bytes > mostBytes && limits.refuses(Limit.BYTES_PER_OWNER, "owner=" + owner)) {
            return refusal("keys that begin with ~" + owner + "/ may have " + mostBytes
                    + " bytes, keys and all, and would have " + bytes + " with this: delete some first");
        }
        return null;
    }

    private static Refusal refusal(String detail) {
        return new Refusal(RefusalCode.LIMIT, detail);
    }
}
