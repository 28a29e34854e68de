package maru.domain.kv;

import java.nio.charset.StandardCharsets;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * What a write may do to what it finds: pure functions that every store applies, so that a rule is written once.
 * {@code found} is null where the key is not there.
 */
public final class EntryRules {
    /** The longest life that can be given to a key: 100 years of 365.25 days. */
    public static final long MAX_LIFETIME_SECONDS = 3_155_760_000L;

    private EntryRules() {}

    /** {@code cas}: only if the key still has that version; 0 means that it is not there. */
    public static @Nullable Refusal refusalOfCas(@Nullable Entry found, long expectedVersion) {
        long version = found == null ? 0 : found.version();
        return version == expectedVersion ? null : Refusal.conflict(version);
    }

    /** {@code hold}: a key that is not there, or one that this caller holds. */
    public static @Nullable Refusal refusalOfHold(@Nullable Entry found, long caller) {
        return found == null || found.holder() == caller ? null : Refusal.conflict(found.version());
    }

    /** {@code touch}: a held key has no life of its own to prolong. */
    public static @Nullable Refusal refusalOfTouch(Entry found) {
        return found.isHeld() ? Refusal.conflict(found.version()) : null;
    }

    /**
     * The terms after a {@code cas} or an {@code add}: the expiry is kept; so is a hold, if the writer is the holder,
     * else it ends and the entry stays.
     */
    public static @Nullable Terms termsAfterChange(@Nullable Entry found, long caller) {
        if (found == null || (found.isHeld() && found.holder() != caller)) {
            return null;
        }
        return found.terms();
    }

    /** {@code add}: why the sum can't be made, or null. */
    public static @Nullable Refusal refusalOfAdd(@Nullable Entry found, long amount) {
        if (found == null) {
            return null;
        }
        byte[] bytes = found.bytes();
        int from = EntryBytes.valueAt(bytes);
        if (!Decimal.isLong(bytes, from, bytes.length)) {
            return new Refusal(
                    RefusalCode.CONFLICT, "the value is no decimal 64-bit integer, add needs one like 42 or -7");
        }
        long value = Decimal.parseLong(bytes, from, bytes.length);
        long sum = value + amount;
        if (((value ^ sum) & (amount ^ sum)) < 0) {
            return new Refusal(RefusalCode.CONFLICT, value + " + " + amount + " does not fit in 64 bits");
        }
        return null;
    }

    /** {@code add}, where {@link #refusalOfAdd} has nothing against it: 0 where no value is. */
    public static long sum(@Nullable Entry found, long amount) {
        if (found == null) {
            return amount;
        }
        byte[] bytes = found.bytes();
        return Decimal.parseLong(bytes, EntryBytes.valueAt(bytes), bytes.length) + amount;
    }

    /** Whether the key begins with {@code ~name/}: then only the user of that name may write it. */
    public static boolean isOwned(KeyView key) {
        return key.bytes()[key.from()] == '~' && endOfOwner(key.bytes(), key.from(), key.to()) > key.from() + 1;
    }

    /** Whether the entry's key begins with {@code ~}, as all that are owned do. */
    public static boolean mayBeOwned(Entry entry) {
        return entry.bytes()[EntryBytes.KEY_AT] == '~';
    }

    /** To whom the entry's key belongs; null: to nobody, which is so where the name is no name, too. */
    public static @Nullable UserName ownerOf(Entry entry) {
        byte[] bytes = entry.bytes();
        int from = EntryBytes.KEY_AT;
        int end = mayBeOwned(entry) ? endOfOwner(bytes, from, EntryBytes.valueAt(bytes)) : from;
        return end > from + 1 ? owner(bytes, from + 1, end) : null;
    }

    /** Whether a key that {@link #isOwned} belongs to that user; nobody has one whose name is no name. */
    public static boolean isOwner(UserName user, KeyView key) {
        return user.equals(owner(key.bytes(), key.from() + 1, endOfOwner(key.bytes(), key.from(), key.to())));
    }

    private static @Nullable UserName owner(byte[] bytes, int from, int to) {
        return UserName.find(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    /** Where the slash is; the key's first byte where there is none. */
    private static int endOfOwner(byte[] bytes, int from, int to) {
        for (int at = from + 1; at < to; at++) {
            if (bytes[at] == '/') {
                return at;
            }
        }
        return from;
    }
}
