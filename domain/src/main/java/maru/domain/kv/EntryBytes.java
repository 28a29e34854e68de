package maru.domain.kv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Key, value and version of an entry in one array, which nobody writes to any more:
 *
 * <pre>
 *   0             8          12           14      15    16
 *   +-------------+----------+------------+-------+-----+-------+---------+
 *   | version i64 | hash i32 | key's      | plain | 0   | key   | value   |
 *   |             |          | length u16 | 0, 1  |     |       |         |
 *   +-------------+----------+------------+-------+-----+-------+---------+
 * </pre>
 *
 * An entry that lives for good and is held by nobody is nothing but this: a table refers to the array itself, and a
 * reader goes from its slot straight to the bytes, without an object in between that would be one more miss of the
 * cache. The numbers are the machine's own, little-endian; the array never leaves the process.
 */
public final class EntryBytes {
    /** Where the key begins. */
    public static final int KEY_AT = 16;

    private static final int HASH_AT = 8;
    private static final int KEY_LENGTH_AT = 12;
    private static final int PLAIN_AT = 14;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private EntryBytes() {}

    static byte[] of(KeyView key, ByteView value, long version) {
        byte[] entry = of(key.length() + value.length(), key.hash(), key.length(), version);
        entry[PLAIN_AT] = (byte) (value.isPlain() ? 1 : 0);
        System.arraycopy(key.bytes(), key.from(), entry, KEY_AT, key.length());
        System.arraycopy(value.bytes(), value.from(), entry, KEY_AT + key.length(), value.length());
        return entry;
    }

    /** An entry whose key and value follow each other in {@code from}. */
    static byte[] of(byte[] from, int at, int keyLength, int valueLength, long version) {
        byte[] entry = of(keyLength + valueLength, KeyHash.of(from, at, at + keyLength), keyLength, version);
        System.arraycopy(from, at, entry, KEY_AT, keyLength + valueLength);
        return entry;
    }

    private static byte[] of(int dataLength, int hash, int keyLength, long version) {
        byte[] entry = new byte[KEY_AT + dataLength];
        LONGS.set(entry, 0, version);
        INTS.set(entry, HASH_AT, hash);
        SHORTS.set(entry, KEY_LENGTH_AT, (short) keyLength);
        return entry;
    }

    /** See {@link Entry#version}. */
    public static long version(byte[] entry) {
        return (long) LONGS.get(entry, 0);
    }

    /** {@link KeyHash#of} of the key. */
    public static int hash(byte[] entry) {
        return (int) INTS.get(entry, HASH_AT);
    }

    public static int keyLength(byte[] entry) {
        return (short) SHORTS.get(entry, KEY_LENGTH_AT);
    }

    /** Where the value begins; it ends with the array. */
    public static int valueAt(byte[] entry) {
        return KEY_AT + keyLength(entry);
    }

    /** Whether the value is known to be {@linkplain ByteView#isPlain plain}; one that was read back from a store is not. */
    public static boolean isPlain(byte[] entry) {
        return entry[PLAIN_AT] != 0;
    }

    public static boolean haveSameKey(byte[] one, byte[] other) {
        return hash(one) == hash(other)
                && keyLength(one) == keyLength(other)
                && KeyHash.isSame(one, KEY_AT, other, KEY_AT, keyLength(one));
    }

    public static boolean hasKey(byte[] entry, KeyView key) {
        return hash(entry) == key.hash()
                && keyLength(entry) == key.length()
                && KeyHash.isSame(entry, KEY_AT, key.bytes(), key.from(), key.length());
    }
}
