package maru.domain.chat;

import java.util.Arrays;
import maru.domain.Refusal;
import maru.domain.kv.KeyHash;
import org.jspecify.annotations.Nullable;

/**
 * What a client names a message with, so that it is said once however often it is sent: 1 to {@value #MAX_BYTES} bytes,
 * any bytes.
 */
public final class OnceKey {
    public static final int MAX_BYTES = 64;

    /** How long a key is remembered: 10 minutes. */
    public static final long KEPT_MILLIS = 600_000;

    /** How many of one user's keys are remembered, the newest. */
    public static final int KEPT_OF_USER = 100;

    private final byte[] bytes;

    private OnceKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A copy of the bytes as a key.
     *
     * @throws IllegalArgumentException if there are not 1 to {@value #MAX_BYTES} of them; see {@link #refusal}
     */
    public static OnceKey of(byte[] bytes) {
        if (refusal(bytes.length) != null) {
            throw new IllegalArgumentException("a key of " + bytes.length + " bytes");
        }
        return new OnceKey(bytes.clone());
    }

    /** Why a key of so many bytes is none, or null if it is one. */
    public static @Nullable Refusal refusal(int length) {
        if (length >= 1 && length <= MAX_BYTES) {
            return null;
        }
        return Refusal.badArguments("the key of a message has 1 to " + MAX_BYTES + " bytes, this one has " + length);
    }

    /** The bytes themselves, not a copy: nobody may write to them. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OnceKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return KeyHash.of(bytes, 0, bytes.length);
    }
}
