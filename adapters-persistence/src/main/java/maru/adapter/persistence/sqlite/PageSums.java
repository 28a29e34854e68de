package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The sum of each page of the database, in {@code FILE.sums} beside it. SQLite has none of its own: where a bit flips in
 * the structure of its tables it may find fewer rows, and say nothing.
 *
 * <pre>
 *   0        8           12      16          20          24       32              40        48      56
 *   +--------+-----------+-------+-----------+-----------+--------+---------------+---------+-------+--------------+
 *   | "Maru  | page size | pages | state     | zeros     | salts  | database was  | machine | zeros | sum of page 1,
 *   |  sums" | i32       | i32   | i32       | CRC32C at | of log | changed, i64  | i64     |       | of page 2, ...
 *   +--------+-----------+-------+-----------+-----------+--------+---------------+---------+-------+--------------+
 * </pre>
 *
 * A sum is CRC32C (u32) and CRC32 (u32) of the page. What is in SQLite's log is newer than the database and has sums of
 * its own; it gets its sums here, on disk, before a checkpoint takes it over. For one thread.
 */
final class PageSums implements AutoCloseable {
    /** Whether the log has to be there. */
    enum State {
        /** The database is being opened or closed: there is a log or not. */
        AROUND(0),
        /** It is open, and something was committed: there is a log. */
        OPEN(1),
        /** It was closed: all is in the database itself. */
        CLOSED(2);

        private final int code;

        State(int code) {
            this.code = code;
        }
    }

    private static final long MAGIC = 0x4d61727573756d73L;
    private static final int HEADER = 64;
    private static final int PAGE_SIZE_AT = 8;
    private static final int PAGES_AT = 12;
    private static final int STATE_AT = 16;
    private static final int SUM_AT = 20;
    private static final int SALTS_AT = 24;
    private static final int CHANGED_AT = 32;
    private static final int MACHINE_AT = 40;

    /** The lock of SQLite stands at this byte: the page that has it is never written. */
    private static final long LOCK_BYTE = 1L << 30;

    private final FileChannel channel;
    private final byte[] header;

    private PageSums(FileChannel channel, byte[] header) {
        this.channel = channel;
        this.header = header;
    }

    static Path of(Path database) {
        return database.resolveSibling(database.getFileName() + ".sums");
    }

    /** Opens those of a database; null: it has none, or what is there can't be used. */
    static @Nullable PageSums open(Path database) throws IOException {
        Path file = of(database);
        if (!Files.exists(file)) {
            return null;
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        byte[] header = new byte[HEADER];
        boolean isThere = LogFormat.readFully(channel, header, HEADER, 0) == HEADER;
        if (isThere && (isSound(header) || FlippedBit.find(header, 0, HEADER, () -> isSound(header)) >= 0)) {
            return new PageSums(channel, header);
        }
        channel.close();
        return null;
    }

    private static boolean isSound(byte[] header) {
        return Bytes.getLong(header, 0) == MAGIC
                && Bytes.getInt(header, SUM_AT) == sumOfHeader(header)
                && Bytes.getInt(header, PAGE_SIZE_AT) > 0;
    }

    private static int sumOfHeader(byte[] header) {
        CRC32C sum = new CRC32C();
        sum.update(header, 0, SUM_AT);
        sum.update(header, SUM_AT + Integer.BYTES, HEADER - SUM_AT - Integer.BYTES);
        return (int) sum.getValue();
    }

    /** New ones, in state {@code AROUND}, and without a page. Those that were there are gone. */
    static PageSums create(Path database, int pageSize) throws IOException {
        Path file = of(database);
        Files.deleteIfExists(file);
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                StoreFiles.ownerOnly(file));
        byte[] header = new byte[HEADER];
        Bytes.putLong(header, 0, MAGIC);
        Bytes.putInt(header, PAGE_SIZE_AT, pageSize);
        Bytes.putLong(header, MACHINE_AT, MachineBoot.id());
        return new PageSums(channel, header);
    }

    static long sum(byte[] page, int from, int length) {
        CRC32C first = new CRC32C();
        first.update(page, from, length);
        CRC32 second = new CRC32();
        second.update(page, from, length);
        return first.getValue() << Integer.SIZE | second.getValue();
    }

    /** As a comparison with {@link #sum}, in half the time where they differ. */
    static boolean isOf(long sum, byte[] page, int from, int length) {
        CRC32C first = new CRC32C();
        first.update(page, from, length);
        return first.getValue() == sum >>> Integer.SIZE && sum(page, from, length) == sum;
    }

    int pageSize() {
        return Bytes.getInt(header, PAGE_SIZE_AT);
    }

    /** Pages that have sums. */
    int pages() {
        return Bytes.getInt(header, PAGES_AT);
    }

    State state() {
        int code = Bytes.getInt(header, STATE_AT);
        return code == State.OPEN.code ? State.OPEN : code == State.CLOSED.code ? State.CLOSED : State.AROUND;
    }

    /** When the database was changed last before it was closed: its time in the file system, in milliseconds. */
    long changed() {
        return Bytes.getLong(header, CHANGED_AT);
    }

    /** Of the log as it was last seen; 0: there was none. See {@link LogFormat#salts}. */
    long salts() {
        return Bytes.getLong(header, SALTS_AT);
    }

    /** Whether the machine ran on since the log was written. */
    boolean isOfThisMachine() {
        return Bytes.getLong(header, MACHINE_AT) != 0 && Bytes.getLong(header, MACHINE_AT) == MachineBoot.id();
    }

    /** Whether the page is one that SQLite never writes. */
    boolean isLockPage(int page) {
        return page == LOCK_BYTE / pageSize() + 1;
    }

    /** The sums of pages that follow each other. */
    long[] read(int first, int count) throws IOException {
        byte[] bytes = new byte[count * Long.BYTES];
        LogFormat.readFully(channel, bytes, bytes.length, place(first));
        long[] sums = new long[count];
        for (int i = 0; i < count; i++) {
            sums[i] = Bytes.getLong(bytes, i * Long.BYTES);
        }
        return sums;
    }

    private static long place(int page) {
        return HEADER + (page - 1L) * Long.BYTES;
    }

    /** Writes the sums of some pages; neighbours are written together. */
    void write(SortedMap<Integer, Long> sums) throws IOException {
        byte[] run = new byte[Math.max(1, sums.size()) * Long.BYTES];
        int length = 0;
        int next = 0;
        for (Map.Entry<Integer, Long> sum : sums.entrySet()) {
            if (sum.getKey() != next && length > 0) {
                writeFully(run, length, place(next) - length);
                length = 0;
            }
            Bytes.putLong(run, length, sum.getValue());
            length += Long.BYTES;
            next = sum.getKey() + 1;
        }
        writeFully(run, length, place(next) - length);
    }

    private void writeFully(byte[] bytes, int length, long place) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer, place + buffer.position());
        }
    }

    /** So many pages have sums. On disk with the next {@link #note}, as what follows. */
    void cover(int pages) {
        Bytes.putInt(header, PAGES_AT, pages);
    }

    /** The log that belongs to the database. */
    void follow(long salts) {
        Bytes.putLong(header, SALTS_AT, salts);
    }

    /** All of this is on disk afterwards. */
    void note(State state, long changed) throws IOException {
        Bytes.putInt(header, STATE_AT, state.code);
        Bytes.putLong(header, CHANGED_AT, changed);
        Bytes.putLong(header, MACHINE_AT, MachineBoot.id());
        Bytes.putInt(header, SUM_AT, sumOfHeader(header));
        writeFully(header, HEADER, 0);
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
