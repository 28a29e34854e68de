package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.CRC32C;
import maru.adapter.persistence.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Records that one commit makes safe, as one row of the journal:
 *
 * <pre>
 *   0        1              5              9
 *   +--------+--------------+--------------+-----------------+
 *   | format | count        | CRC32C       | records         |
 *   | u8: 1  | i32          | i32          |                 |
 *   +--------+--------------+--------------+-----------------+
 *
 *   a record:
 *   0        1              5
 *   +--------+--------------+-----------------+
 *   | type   | length       | body            |
 *   | u8     | i32          |                 |
 *   +--------+--------------+-----------------+
 * </pre>
 *
 * The checksum is of the row's position (i64), the count, the records and the zeros that may stand behind them: a row
 * that stands in another's place is found out as well.
 */
final class Batch {
    /** The most bytes of a batch, unless its first record alone is larger. */
    static final int MAX_BYTES = 4 << 20;

    /** The most records with SQL of their own: all behind them wait meanwhile. */
    private static final int MAX_SQL = 2_000;

    private static final int FORMAT = 1;
    private static final int COUNT_AT = 1;
    private static final int SUM_AT = 5;
    private static final int HEADER = 9;

    /** Bytes of a batch in front of each record's own. */
    static final int RECORD_HEADER = 5;

    private final List<JournalRecord> records;
    private final int count;
    private final int bytes;
    private final int sql;

    private Batch(List<JournalRecord> records, int count, int bytes, int sql) {
        this.records = records;
        this.count = count;
        this.bytes = bytes;
        this.sql = sql;
    }

    /** The batch that begins with the record at {@code from}. */
    static Batch next(List<JournalRecord> queue, int from) {
        int count = 0;
        int bytes = HEADER;
        int sql = 0;
        int to = from;
        for (; to < queue.size(); to++) {
            int size = queue.get(to).size();
            if (to > from && (bytes + size > MAX_BYTES || sql == MAX_SQL)) {
                break;
            }
            if (queue.get(to).hasSql()) {
                sql++;
            }
            if (size > 0) {
                count++;
                bytes += RECORD_HEADER + size;
            }
        }
        return new Batch(queue.subList(from, to), count, bytes, sql);
    }

    List<JournalRecord> records() {
        return records;
    }

    /** Whether there is nothing to be written. */
    boolean isEmpty() {
        return count == 0 && sql == 0;
    }

    /** The row of the journal; null: none is needed. */
    byte @Nullable [] encode(long pos) {
        return count == 0 ? null : encode(pos, new byte[bytes]);
    }

    /** As above, in an array that is good until the next batch. */
    byte @Nullable [] encode(long pos, BatchBuffers buffers) {
        return count == 0 ? null : encode(pos, buffers.atLeast(bytes));
    }

    private byte[] encode(long pos, byte[] batch) {
        batch[0] = FORMAT;
        Bytes.putInt(batch, COUNT_AT, count);
        int at = HEADER;
        for (JournalRecord record : records) {
            int size = record.size();
            if (size > 0) {
                batch[at] = record.type();
                Bytes.putInt(batch, at + 1, size);
                record.encode(batch, at + RECORD_HEADER);
                at += RECORD_HEADER + size;
            }
        }
        Bytes.putInt(batch, SUM_AT, sum(pos, batch));
        return batch;
    }

    /** Does what is not in the row. */
    void execute(Connection connection) throws SQLException {
        if (sql == 0) {
            return;
        }
        for (JournalRecord record : records) {
            if (record.hasSql()) {
                record.execute(connection);
            }
        }
    }

    /**
     * Hands over the records of a row.
     *
     * @throws StoreException if it is damaged, or the reader does not know a type
     */
    static void read(byte[] batch, long pos, Reader reader) throws StoreException {
        if (batch.length < HEADER || batch[0] != FORMAT || Bytes.getInt(batch, SUM_AT) != sum(pos, batch)) {
            throw damaged(pos);
        }
        int at = HEADER;
        for (int left = Bytes.getInt(batch, COUNT_AT); left > 0; left--) {
            int from = at + RECORD_HEADER;
            int length = from > batch.length ? -1 : Bytes.getInt(batch, at + 1);
            if (length < 0 || length > batch.length - from) {
                throw damaged(pos);
            }
            if (!read(reader, batch, at, from + length, pos)) {
                throw new StoreException(
                        "row " + pos + " of the journal has a record of the unknown type " + batch[at]);
            }
            at = from + length;
        }
    }

    /** The sum was right: a record that makes no sense was written so. */
    private static boolean read(Reader reader, byte[] batch, int at, int to, long pos) throws StoreException {
        try {
            return reader.read(batch[at], batch, at + RECORD_HEADER, to);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new StoreException("row " + pos + " of the journal has a record that can't be read", e);
        }
    }

    private static int sum(long pos, byte[] batch) {
        byte[] place = new byte[Long.BYTES];
        Bytes.putLong(place, 0, pos);
        CRC32C sum = new CRC32C();
        sum.update(place, 0, place.length);
        sum.update(batch, COUNT_AT, SUM_AT - COUNT_AT);
        sum.update(batch, HEADER, batch.length - HEADER);
        return (int) sum.getValue();
    }

    static StoreException damaged(long pos) {
        return new StoreException("row " + pos + " of the journal is damaged");
    }

    /** Takes the records of a batch in their order. */
    interface Reader {
        /**
         * Takes {@code batch[from, to)}.
         *
         * @throws IllegalArgumentException if these bytes are no such record
         * @throws IndexOutOfBoundsException if they end too early
         * @return false if the type is nobody's
         */
        boolean read(byte type, byte[] batch, int from, int to) throws StoreException;
    }
}
