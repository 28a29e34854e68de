package maru.application.admission;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import maru.domain.chat.UserName;
import maru.domain.moderation.AddressRange;
import maru.domain.moderation.Sanction;
import org.jspecify.annotations.Nullable;

/**
 * Sanctions, each found without a look at the others: an address is looked for once for each length of prefix that there
 * is, be there as many bans as there may. Read from any thread, without a lock; changed by one thread at a time.
 */
public final class Sanctions {
    private static final int[] NONE = {};

    private final Map<Sanction.Key, Sanction> all = new ConcurrentHashMap<>();
    private final Map<UserName, Sanction> bannedUsers = new ConcurrentHashMap<>();
    private final Map<AddressRange, Sanction> bannedRanges = new ConcurrentHashMap<>();
    private final Map<UserName, Sanction> mutedUsers = new ConcurrentHashMap<>();

    /** Nothing ends before that Unix time. For who changes this. */
    private long nextEnd = Long.MAX_VALUE;

    private final Lengths lengths = new Lengths();
    private final Lengths lengthsOfIpv4 = new Lengths();

    /** Which lengths there are. */
    private static final class Lengths {
        private final int[] counts = new int[AddressRange.BITS + 1];
        private volatile int[] present = NONE;

        void count(int bits, int more) {
            boolean wasThere = counts[bits] > 0;
            counts[bits] += more;
            if (wasThere != counts[bits] > 0) {
                present = IntStream.range(0, counts.length)
                        .filter(length -> counts[length] > 0)
                        .toArray();
            }
        }
    }

    /** In the place of one of that kind for the same. */
    public void put(Sanction sanction) {
        Sanction before = all.put(sanction.key(), sanction);
        UserName user = sanction.target().user();
        AddressRange range = sanction.target().range();
        if (user != null) {
            users(sanction.kind()).put(user, sanction);
        } else if (range != null) {
            bannedRanges.put(range, sanction);
            lengths(range).count(range.bits(), before == null ? 1 : 0);
        }
        nextEnd = Math.min(nextEnd, end(sanction));
    }

    private static long end(Sanction sanction) {
        return sanction.isForGood() ? Long.MAX_VALUE : sanction.until();
    }

    /** It is there no more. */
    public void remove(Sanction.Key key) {
        Sanction removed = all.remove(key);
        UserName user = key.target().user();
        AddressRange range = key.target().range();
        if (user != null) {
            users(key.kind()).remove(user);
        } else if (range != null && removed != null) {
            bannedRanges.remove(range);
            lengths(range).count(range.bits(), -1);
        }
    }

    private Map<UserName, Sanction> users(Sanction.Kind kind) {
        return kind == Sanction.Kind.BAN ? bannedUsers : mutedUsers;
    }

    private Lengths lengths(AddressRange range) {
        return range.isIpv4() ? lengthsOfIpv4 : lengths;
    }

    /** Those that have ended at that Unix time go. Returns whether some may have. */
    public boolean removeEnded(long unixMillis) {
        if (unixMillis < nextEnd) {
            return false;
        }
        nextEnd = Long.MAX_VALUE;
        for (Sanction sanction : all.values()) {
            if (sanction.holdsAt(unixMillis)) {
                nextEnd = Math.min(nextEnd, end(sanction));
            } else {
                remove(sanction.key());
            }
        }
        return true;
    }

    /** The one of that kind for the same, be it in force or not; null: there is none. */
    public @Nullable Sanction get(Sanction.Key key) {
        return all.get(key);
    }

    /** How many there are, be they in force or not. */
    public int size() {
        return all.size();
    }

    /** There are these and no others; one that is among both is there all the while. */
    public void replaceAll(Collection<Sanction> sanctions) {
        Set<Sanction.Key> surplus = new HashSet<>(all.keySet());
        for (Sanction sanction : sanctions) {
            surplus.remove(sanction.key());
            put(sanction);
        }
        surplus.forEach(this::remove);
    }

    /** Those in force at that Unix time, the oldest first. */
    public List<Sanction> holding(long unixMillis) {
        return all.values().stream()
                .filter(sanction -> sanction.holdsAt(unixMillis))
                .sorted(Comparator.comparingLong(Sanction::since)
                        .thenComparing(sanction -> sanction.target().toString()))
                .toList();
    }

    /** The one in force at that Unix time that bans the user, or null. */
    public @Nullable Sanction banOf(UserName user, long unixMillis) {
        return holding(bannedUsers.get(user), unixMillis);
    }

    /**
     * The one in force at that Unix time that bans an address and lasts longest, or null.
     *
     * @param address 4 or 16 bytes
     */
    public @Nullable Sanction banOf(byte[] address, long unixMillis) {
        AddressRange single = AddressRange.of(address);
        Sanction longest = null;
        for (int bits : (single.isIpv4() ? lengthsOfIpv4 : lengths).present) {
            Sanction found = holding(bannedRanges.get(single.shortened(bits)), unixMillis);
            if (found != null && (longest == null || found.outlasts(longest))) {
                longest = found;
            }
        }
        return longest;
    }

    /** The one in force at that Unix time that mutes the user, or null. */
    public @Nullable Sanction muteOf(UserName user, long unixMillis) {
        return holding(mutedUsers.get(user), unixMillis);
    }

    private static @Nullable Sanction holding(@Nullable Sanction sanction, long unixMillis) {
        return sanction != null && sanction.holdsAt(unixMillis) ? sanction : null;
    }
}
