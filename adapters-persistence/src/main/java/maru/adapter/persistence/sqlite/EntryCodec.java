package maru.adapter.persistence.sqlite;

import java.util.zip.CRC32C;
import maru.domain.kv.Entry;
import maru.domain.kv.EntryBytes;
import maru.domain.kv.Key;
import maru.domain.kv.Terms;
import org.jspecify.annotations.Nullable;

/**
 * An entry, or the removal of one, as a record of the journal:
 *
 * <pre>
 *   0             2             6             14            22
 *   +-------------+-------------+-------------+-------------+-------+---------+
 *   | key's bytes | value's     | version     | expires     | key   | value   |
 *   | u16         | i32; -1:    | i64         | i64, Unix   |       |         |
 *   |             | removed     |             | ms; 0 never |       |         |
 *   +-------------+-------------+-------------+-------------+-------+---------+
 * </pre>
 *
 * Deadlines are of this process's monotonic clock; they are reckoned from the Unix time when an entry is read back.
 */
final class EntryCodec {
    static final byte TYPE = 1;

    private static final int VALUE_LENGTH_AT = 2;
    private static final int VERSION_AT = 6;
    private static final int EXPIRES_AT = 14;
    private static final int HEADER = 22;
    private static final int REMOVED = -1;

    /** What to add to a Unix time to get the monotonic one. */
    private final long monotonicLessUnix;

    EntryCodec(long unixMillis, long monotonicMillis) {
        monotonicLessUnix = monotonicMillis - unixMillis;
    }

    static int size(Entry entry) {
        return HEADER + entry.keyLength() + entry.valueLength();
    }

    static void encode(Entry entry, byte[] into, int at) {
        Bytes.putShort(into, at, entry.keyLength());
        Bytes.putInt(into, at + VALUE_LENGTH_AT, entry.isRemoved() ? REMOVED : entry.valueLength());
        Bytes.putLong(into, at + VERSION_AT, entry.version());
        Bytes.putLong(into, at + EXPIRES_AT, entry.expiresAt());
        byte[] bytes = entry.bytes();
        System.arraycopy(bytes, EntryBytes.KEY_AT, into, at + HEADER, bytes.length - EntryBytes.KEY_AT);
    }

    static boolean isRemoval(byte[] record, int at) {
        return Bytes.getInt(record, at + VALUE_LENGTH_AT) == REMOVED;
    }

    /**
     * The entry, or the removal, of the record {@code record[at, end)}.
     *
     * @throws IllegalArgumentException if it is none
     */
    Entry decode(byte[] record, int at, int end) {
        int keyLength = Bytes.getShort(record, at);
        int valueLength = isRemoval(record, at) ? 0 : Bytes.getInt(record, at + VALUE_LENGTH_AT);
        if (valueLength < 0 || Key.refusal(keyLength) != null || end - at - HEADER - keyLength != valueLength) {
            throw new IllegalArgumentException(
                    "a key of " + keyLength + " and a value of " + valueLength + " bytes in " + (end - at));
        }
        long version = Bytes.getLong(record, at + VERSION_AT);
        Terms terms = terms(Bytes.getLong(record, at + EXPIRES_AT));
        Entry entry = Entry.of(record, at + HEADER, keyLength, valueLength, version, terms);
        return isRemoval(record, at) ? entry.removed(version) : entry;
    }

    /** What fell due while the server was down is due at once. */
    @Nullable Terms terms(long expiresAt) {
        return expiresAt == 0 ? null : Terms.until(expiresAt, Math.max(1, expiresAt + monotonicLessUnix));
    }

    /** The checksum of a row of the table {@code entry}: CRC32C of key, version, expires (i64 each) and value. */
    static long sum(byte[] key, long version, long expires, byte[] value) {
        byte[] numbers = new byte[2 * Long.BYTES];
        Bytes.putLong(numbers, 0, version);
        Bytes.putLong(numbers, Long.BYTES, expires);
        CRC32C sum = new CRC32C();
        sum.update(key, 0, key.length);
        sum.update(numbers, 0, numbers.length);
        sum.update(value, 0, value.length);
        return sum.getValue();
    }
}
