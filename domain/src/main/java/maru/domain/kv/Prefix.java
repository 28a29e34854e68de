package maru.domain.kv;

import java.util.Arrays;
import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/** The beginning of keys: 0 to {@value Key#MAX_BYTES} bytes; the empty one is a beginning of every key. */
public final class Prefix {
    private final byte[] bytes;

    private Prefix(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A copy of the bytes as a prefix.
     *
     * @throws IllegalArgumentException if there are more than a key may have; see {@link #refusal}
     */
    public static Prefix of(byte[] bytes) {
        if (refusal(bytes.length) != null) {
            throw new IllegalArgumentException("a prefix of " + bytes.length + " bytes");
        }
        return new Prefix(bytes.clone());
    }

    /** The first {@code length} bytes of an entry's key. */
    public static Prefix of(Entry entry, int length) {
        return new Prefix(Arrays.copyOfRange(entry.bytes(), EntryBytes.KEY_AT, EntryBytes.KEY_AT + length));
    }

    /** Why so many bytes are no prefix, or null if they are one. */
    public static @Nullable Refusal refusal(int length) {
        if (length <= Key.MAX_BYTES) {
            return null;
        }
        return Refusal.badArguments("a prefix has 0 to " + Key.MAX_BYTES + " bytes, this one has " + length);
    }

    /** The bytes themselves, not a copy: nobody may write to them. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    /** Whether the entry's key begins with this. */
    public boolean isBeginningOf(Entry entry) {
        int from = EntryBytes.KEY_AT;
        return entry.keyLength() >= bytes.length
                && Arrays.equals(entry.bytes(), from, from + bytes.length, bytes, 0, bytes.length);
    }

    /** Whether the key begins with this. */
    public boolean isBeginningOf(byte[] key) {
        return key.length >= bytes.length && Arrays.equals(key, 0, bytes.length, bytes, 0, bytes.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Prefix prefix && Arrays.equals(bytes, prefix.bytes);
    }

    @Override
    public int hashCode() {
        return KeyHash.of(bytes, 0, bytes.length);
    }
}
