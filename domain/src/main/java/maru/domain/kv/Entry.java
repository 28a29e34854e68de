package maru.domain.kv;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a store has of one key at one moment: key, value, version and terms; or, as a change, that the key was removed.
 *
 * <p>Key and value stand in one array, key first: an entry is two objects, and reading a key goes from the table to
 * the entry and from there to bytes that lie next to it. An entry that lives for good and is held by nobody has no
 * terms, so a plain {@code get} pays for neither expiry nor holders.
 */
public final class Entry {
    private static final int REMOVED = -1;

    private final long version;
    private final long change;
    private final byte[] data;
    private final int keyLength;
    private final int valueLength;
    private final int hash;
    private final @Nullable Terms terms;

    private Entry(
            byte[] data, int keyLength, int valueLength, int hash, long version, long change, @Nullable Terms terms) {
        this.data = data;
        this.keyLength = keyLength;
        this.valueLength = valueLength;
        this.hash = hash;
        this.version = version;
        this.change = change;
        this.terms = terms;
    }

    /**
     * A new state of a key.
     *
     * @param version also the number of the change
     */
    public static Entry of(KeyView key, ByteView value, long version, @Nullable Terms terms) {
        byte[] data = new byte[key.length() + value.length()];
        System.arraycopy(key.bytes(), key.from(), data, 0, key.length());
        System.arraycopy(value.bytes(), value.from(), data, key.length(), value.length());
        return new Entry(data, key.length(), value.length(), key.hash(), version, version, terms);
    }

    /** As read back from a store: {@code data} is key and value, and belongs to the entry from now on. */
    public static Entry of(byte[] data, int keyLength, long version, @Nullable Terms terms) {
        int hash = KeyHash.of(data, 0, keyLength);
        return new Entry(data, keyLength, data.length - keyLength, hash, version, version, terms);
    }

    /**
     * The same value and version on other terms.
     *
     * @param change the number of this change
     */
    public Entry on(@Nullable Terms terms, long change) {
        return new Entry(data, keyLength, valueLength, hash, version, change, terms);
    }

    /**
     * That this entry's key is not there any more.
     *
     * @param version the version of the removal
     */
    public Entry removed(long version) {
        byte[] key = Arrays.copyOf(data, keyLength);
        return new Entry(key, keyLength, REMOVED, hash, version, version, null);
    }

    /** Grows with every write of the store and is never used twice; that of a removal where {@link #isRemoved()}. */
    public long version() {
        return version;
    }

    /** The number of the change that made this state: the version, or after a {@code touch} a later number of its counter. */
    public long change() {
        return change;
    }

    /** Whether this says that the key is not there; then it has no value. */
    public boolean isRemoved() {
        return valueLength == REMOVED;
    }

    /** Key and then value: the bytes themselves, nobody may write to them. */
    public byte[] data() {
        return data;
    }

    public int keyLength() {
        return keyLength;
    }

    /** Bytes of the value; 0 where the key was removed. */
    public int valueLength() {
        return data.length - keyLength;
    }

    /** {@link KeyHash#of} of the key. */
    public int hash() {
        return hash;
    }

    /** Null: it lives for good and is held by nobody. */
    public @Nullable Terms terms() {
        return terms;
    }

    /** Unix milliseconds, 0 for never. */
    public long expiresAt() {
        return terms == null ? 0 : terms.expiresAt();
    }

    /** Monotonic milliseconds, 0 for never. */
    public long deadline() {
        return terms == null ? 0 : terms.deadline();
    }

    /** Id of the connection that holds it, 0 for none. */
    public long holder() {
        return terms == null ? 0 : terms.holder();
    }

    public boolean isHeld() {
        return holder() != 0;
    }

    public boolean hasKey(KeyView key) {
        return hash == key.hash() && Arrays.equals(data, 0, keyLength, key.bytes(), key.from(), key.to());
    }

    public byte[] keyBytes() {
        return Arrays.copyOf(data, keyLength);
    }

    public byte[] valueBytes() {
        return Arrays.copyOfRange(data, keyLength, data.length);
    }
}
