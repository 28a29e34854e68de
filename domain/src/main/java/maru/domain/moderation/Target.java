package maru.domain.moderation;

import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * Whom a sanction is for: either a user, however the name is spelled, or everybody who comes from a range of addresses.
 *
 * @param user null: it is a range
 * @param range null: it is a user
 */
public record Target(@Nullable UserName user, @Nullable AddressRange range) {
    public Target {
        if ((user == null) == (range == null)) {
            throw new IllegalArgumentException("a target is a user or a range of addresses: " + user + ", " + range);
        }
    }

    public static Target of(UserName user) {
        return new Target(user, null);
    }

    public static Target of(AddressRange range) {
        return new Target(null, range);
    }

    /** Whether there may be somebody whom both are for. */
    public boolean overlaps(Target other) {
        if (range == null || other.range == null) {
            return equals(other);
        }
        return range.overlaps(other.range);
    }

    /** {@code user bob}, {@code address 10.0.0.1}, {@code addresses 10.0.0.0/8}. */
    @Override
    public String toString() {
        if (range == null) {
            return "user " + user;
        }
        return (range.isSingle() ? "address " : "addresses ") + range;
    }
}
