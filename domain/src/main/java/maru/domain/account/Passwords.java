package maru.domain.account;

import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/** What may be a password. */
public final class Passwords {
    public static final int MIN_BYTES = 8;
    public static final int MAX_BYTES = 256;

    private Passwords() {}

    /** Why so many bytes are no password, or null if they are one. */
    public static @Nullable Refusal refusal(int length) {
        if (length >= MIN_BYTES && length <= MAX_BYTES) {
            return null;
        }
        return Refusal.badArguments(
                "a password has " + MIN_BYTES + " to " + MAX_BYTES + " bytes, this one has " + length);
    }
}
