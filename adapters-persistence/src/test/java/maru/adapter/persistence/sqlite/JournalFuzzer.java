package maru.adapter.persistence.sqlite;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import maru.adapter.persistence.StoreException;
import maru.adapter.persistence.table.EntryTables;
import maru.application.testing.Fuzzing;
import maru.application.testing.SettableTime;

/**
 * Rows of the journal, read as at a start. An input is a row's count and records, to which format and checksum are put; one
 * that begins with 0xff is the row as it is.
 */
public final class JournalFuzzer {
    private static final long POS = 7;
    private static final int AS_IT_IS = 0xff;
    private static final int COUNT_AT = 1;
    private static final int SUM_AT = 5;
    private static final int HEADER = 9;

    /** What the tables of a new store take, and what may stand behind each byte of a row. */
    private static final long BYTES_OF_STORE = 256 << 10;

    private static final long BYTES_OF_BYTE = 400;

    private JournalFuzzer() {}

    /** Nothing but a refusal with a sentence comes of it, and nothing much larger than the row is allocated. */
    public static void fuzzerTestOneInput(byte[] input) {
        byte[] row = row(input);
        Fuzzing.withinBytes(BYTES_OF_STORE + BYTES_OF_BYTE * row.length, () -> read(row));
    }

    private static void read(byte[] row) {
        try {
            Batch.read(row, POS, Journaled.replaying(repositories()));
        } catch (StoreException e) {
            if (!e.getMessage().startsWith("row 7 of the journal ")
                    && !e.getMessage().startsWith("message ")) {
                throw new AssertionError(e);
            }
        }
    }

    private static List<Journaled> repositories() {
        Journal journal = new Journal(new ReentrantLock());
        SettableTime time = new SettableTime();
        EntryTables tables = new EntryTables();
        SqliteEntryRepository entries = new SqliteEntryRepository(journal, tables, time, Long.MAX_VALUE);
        return List.of(
                new JournaledEntries(entries, journal.lock(), tables, time),
                new JournaledMessages(new SqliteMessageRepository(journal, time, null, Long.MAX_VALUE), time),
                new JournaledLastSeen(new SqliteLastSeenRepository(journal)));
    }

    private static byte[] row(byte[] input) {
        if (input.length < Integer.BYTES || (input[0] & 0xff) == AS_IT_IS) {
            return Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        }
        byte[] row = new byte[HEADER + input.length - Integer.BYTES];
        row[0] = 1;
        System.arraycopy(input, 0, row, COUNT_AT, Integer.BYTES);
        System.arraycopy(input, Integer.BYTES, row, HEADER, input.length - Integer.BYTES);
        Bytes.putInt(row, SUM_AT, sum(row));
        return row;
    }

    private static int sum(byte[] row) {
        byte[] place = new byte[Long.BYTES];
        Bytes.putLong(place, 0, POS);
        CRC32C sum = new CRC32C();
        sum.update(place, 0, place.length);
        sum.update(row, COUNT_AT, SUM_AT - COUNT_AT);
        sum.update(row, HEADER, row.length - HEADER);
        return (int) sum.getValue();
    }

    /** A record of each kind, and rows of several. */
    static List<byte[]> seeds() {
        byte[] entry = record(1, "00051".length(), "key", "value");
        byte[] messages = messages();
        byte[] single = single();
        byte[] seen = record(3, 0, "", "alice");
        List<byte[]> seeds = new ArrayList<>();
        for (byte[] one : List.of(entry, removal(), messages, single, seen)) {
            seeds.add(row(1, one));
        }
        seeds.add(row(5, entry, removal(), messages, seen, entry));
        seeds.add(row(2, single, single));
        seeds.add(new byte[] {(byte) AS_IT_IS, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0});
        return seeds;
    }

    private static byte[] row(int count, byte[]... records) {
        byte[] row = new byte[Integer.BYTES];
        Bytes.putInt(row, 0, count);
        for (byte[] record : records) {
            int at = row.length;
            row = Arrays.copyOf(row, at + record.length);
            System.arraycopy(record, 0, row, at, record.length);
        }
        return row;
    }

    private static byte[] record(int type, byte[] body) {
        byte[] record = new byte[Batch.RECORD_HEADER + body.length];
        record[0] = (byte) type;
        Bytes.putInt(record, 1, body.length);
        System.arraycopy(body, 0, record, Batch.RECORD_HEADER, body.length);
        return record;
    }

    /** An entry, or when a user was seen. */
    private static byte[] record(int type, int valueLength, String key, String rest) {
        boolean isEntry = type == EntryCodec.TYPE;
        byte[] tail = (key + rest).getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[(isEntry ? 22 : Long.BYTES) + tail.length];
        if (isEntry) {
            Bytes.putShort(body, 0, key.length());
            Bytes.putInt(body, 2, valueLength);
            Bytes.putLong(body, 6, 1_795_200_051_623_001L);
            Bytes.putLong(body, 14, 1_795_200_111_623L);
        } else {
            Bytes.putLong(body, 0, 1_795_200_111_623L);
        }
        System.arraycopy(tail, 0, body, body.length - tail.length, tail.length);
        return record(type, body);
    }

    private static byte[] removal() {
        byte[] removal = record(EntryCodec.TYPE, -1, "gone", "");
        Bytes.putLong(removal, Batch.RECORD_HEADER + 14, 0);
        return removal;
    }

    private static byte[] messages() {
        byte[] tail = ("dev\0\0\0\0\0\0\1\1\3\1\0\5bobk1hello" + "\0\0\0\0\0\0\1\2\3\0\0\2bobhi")
                .getBytes(StandardCharsets.ISO_8859_1);
        tail[3 + 9] = 2; // bytes of the key
        byte[] body = new byte[13 + tail.length];
        Bytes.putLong(body, 0, -1);
        Bytes.putInt(body, 8, 2);
        body[12] = 3;
        System.arraycopy(tail, 0, body, 13, tail.length);
        return record(MessageCodec.TYPE, body);
    }

    private static byte[] single() {
        byte[] tail = "devbobk1hello".getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[19 + tail.length];
        Bytes.putLong(body, 0, 1);
        Bytes.putLong(body, 8, 1_795_200_111_623L);
        body[16] = 3;
        body[17] = 3;
        body[18] = 2;
        System.arraycopy(tail, 0, body, 19, tail.length);
        return record(MessageCodec.TYPE, body);
    }

    /** How many records of a row were taken, to see that the seeds are good. */
    static int taken(byte[] input) throws StoreException {
        List<Journaled> all = repositories();
        int[] taken = {0};
        Batch.read(row(input), POS, (type, batch, from, to) -> {
            taken[0]++;
            return Journaled.replaying(all).read(type, batch, from, to);
        });
        return taken[0];
    }
}
