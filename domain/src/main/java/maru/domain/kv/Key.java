package maru.domain.kv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/** A key: 1 to {@value #MAX_BYTES} bytes, any bytes. Ordered by its bytes, unsigned. */
public final class Key implements Comparable<Key> {
    public static final int MAX_BYTES = 512;

    private final byte[] bytes;
    private final int hash;

    private Key(byte[] bytes) {
        this.bytes = bytes;
        this.hash = KeyHash.of(bytes, 0, bytes.length);
    }

    /**
     * A copy of the bytes as a key.
     *
     * @throws IllegalArgumentException if there are not 1 to {@value #MAX_BYTES} of them; see {@link #refusal}
     */
    public static Key of(byte[] bytes) {
        if (refusal(bytes.length) != null) {
            throw new IllegalArgumentException("a key of " + bytes.length + " bytes");
        }
        return new Key(bytes.clone());
    }

    /** The UTF-8 form of a text as a key. */
    public static Key of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Why a key of so many bytes is none, or null if it is one. */
    public static @Nullable Refusal refusal(int length) {
        if (length >= 1 && length <= MAX_BYTES) {
            return null;
        }
        return Refusal.badArguments("a key has 1 to " + MAX_BYTES + " bytes, this one has " + length);
    }

    /** The bytes themselves, not a copy: nobody may write to them. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
