package maru.domain.kv;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a store has of one key at one moment: key, value, version and terms; or, as a change, that the key was removed.
 * Key, value and version are {@link EntryBytes}; an {@linkplain #isOrdinary ordinary} entry is nothing else, so a plain
 * {@code get} pays for neither expiry nor holders.
 */
public final class Entry {
    private final byte[] bytes;
    private final long change;
    private final @Nullable Terms terms;
    private final boolean removed;

    private Entry(byte[] bytes, long change, @Nullable Terms terms, boolean removed) {
        this.bytes = bytes;
        this.change = change;
        this.terms = terms;
        this.removed = removed;
    }

    /**
     * A new state of a key.
     *
     * @param version also the number of the change
     */
    public static Entry of(KeyView key, ByteView value, long version, @Nullable Terms terms) {
        return new Entry(EntryBytes.of(key, value, version), version, terms, false);
    }

    /** As read back from a store. {@code data} is key and value. */
    public static Entry of(byte[] data, int keyLength, long version, @Nullable Terms terms) {
        return of(data, 0, keyLength, data.length - keyLength, version, terms);
    }

    /** As read back from a store. Key and value follow each other in {@code from}, which is copied. */
    public static Entry of(byte[] from, int at, int keyLength, int valueLength, long version, @Nullable Terms terms) {
        return new Entry(EntryBytes.of(from, at, keyLength, valueLength, version), version, terms, false);
    }

    /** The ordinary entry of these {@link EntryBytes}. */
    public static Entry ordinary(byte[] bytes) {
        return new Entry(bytes, EntryBytes.version(bytes), null, false);
    }

    /**
     * The same value and version on other terms.
     *
     * @param change the number of this change
     */
    public Entry on(@Nullable Terms terms, long change) {
        return new Entry(bytes, change, terms, removed);
    }

    /**
     * That this entry's key is not there any more.
     *
     * @param version the version of the removal
     */
    public Entry removed(long version) {
        return new Entry(EntryBytes.of(bytes, EntryBytes.KEY_AT, keyLength(), 0, version), version, null, true);
    }

    /** Whether {@link #bytes} say all of it: it is there, for good, held by nobody, and was not touched since. */
    public boolean isOrdinary() {
        return terms == null && !removed && change == version();
    }

    /** Grows with every write of the store and is never used twice; that of a removal where {@link #isRemoved()}. */
    public long version() {
        return EntryBytes.version(bytes);
    }

    /** The number of the change that made this state: the version, or after a {@code touch} a later number of its counter. */
    public long change() {
        return change;
    }

    /** Whether this says that the key is not there; then it has no value. */
    public boolean isRemoved() {
        return removed;
    }

    /** {@link EntryBytes}: the bytes themselves, nobody may write to them. */
    public byte[] bytes() {
        return bytes;
    }

    public int keyLength() {
        return EntryBytes.keyLength(bytes);
    }

    /** Bytes of the value; 0 where the key was removed. */
    public int valueLength() {
        return bytes.length - EntryBytes.valueAt(bytes);
    }

    /** {@link KeyHash#of} of the key. */
    public int hash() {
        return EntryBytes.hash(bytes);
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
        return EntryBytes.hasKey(bytes, key);
    }

    /** Whether key and value are the same. */
    public boolean hasSameData(Entry other) {
        return keyLength() == other.keyLength()
                && Arrays.equals(
                        bytes, EntryBytes.KEY_AT, bytes.length, other.bytes, EntryBytes.KEY_AT, other.bytes.length);
    }

    /** The order of keys: by their bytes, unsigned. */
    public int compareKeyTo(Entry other) {
        return Arrays.compareUnsigned(
                bytes,
                EntryBytes.KEY_AT,
                EntryBytes.valueAt(bytes),
                other.bytes,
                EntryBytes.KEY_AT,
                EntryBytes.valueAt(other.bytes));
    }

    public byte[] keyBytes() {
        return Arrays.copyOfRange(bytes, EntryBytes.KEY_AT, EntryBytes.valueAt(bytes));
    }

    public byte[] valueBytes() {
        return Arrays.copyOfRange(bytes, EntryBytes.valueAt(bytes), bytes.length);
    }
}
