package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** SQLite's log as it stands in {@code FILE-wal}. See https://www.sqlite.org/fileformat2.html#walformat. */
final class LogFormat {
    static final int HEADER = 32;
    static final int FRAME_HEADER = 24;

    /** The most bytes that a page has. */
    private static final int MAX_PAGE_SIZE = 1 << 16;

    private static final int SUMMED_OF_HEADER = 24;
    private static final int SUMMED_OF_FRAME = 8;

    private static final int PAGE_SIZE_AT = 8;
    private static final int SALTS_AT = 16;
    private static final int SUM_AT = 24;
    private static final int FRAME_SALTS_AT = 8;
    private static final int FRAME_SUM_AT = 16;

    private static final int MAGIC = 0x377f0682;
    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private LogFormat() {}

    static boolean isSound(byte[] header) {
        int pageSize = pageSize(header);
        return (Bytes.getInt(header, 0) & ~1) == MAGIC
                && Integer.bitCount(pageSize) == 1
                && pageSize >= 512
                && pageSize <= MAX_PAGE_SIZE
                && Bytes.getLong(header, SUM_AT) == sum(0, header, 0, SUMMED_OF_HEADER, isBig(header));
    }

    /** The order of bytes in which sums are reckoned. */
    static boolean isBig(byte[] header) {
        return (Bytes.getInt(header, 0) & 1) != 0;
    }

    static int pageSize(byte[] header) {
        return Bytes.getInt(header, PAGE_SIZE_AT);
    }

    /** Two numbers, other ones whenever the log begins anew: the first grows by one each time. */
    static long salts(byte[] header) {
        return Bytes.getLong(header, SALTS_AT);
    }

    /** Of the header, where the first frame's begins. */
    static long sumOfHeader(byte[] header) {
        return Bytes.getLong(header, SUM_AT);
    }

    static int page(byte[] frames, int at) {
        return Bytes.getInt(frames, at);
    }

    /** Pages of the database after the commit of which this is the last frame; 0: it is not the last one. */
    static int committed(byte[] frames, int at) {
        return Bytes.getInt(frames, at + 4);
    }

    static long saltsOfFrame(byte[] frames, int at) {
        return Bytes.getLong(frames, at + FRAME_SALTS_AT);
    }

    static long sumOfFrame(byte[] frames, int at) {
        return Bytes.getLong(frames, at + FRAME_SUM_AT);
    }

    /** Reckons the sum that a frame should have, which goes on from that of the frame before. */
    static long sum(long before, byte[] frames, int at, int pageSize, byte[] header) {
        boolean isBig = isBig(header);
        long sum = sum(before, frames, at, SUMMED_OF_FRAME, isBig);
        return sum(sum, frames, at + FRAME_HEADER, pageSize, isBig);
    }

    /** Reckons a sum of whole pairs of words. */
    static long sum(long before, byte[] bytes, int from, int length, boolean isBig) {
        VarHandle word = isBig ? BIG : LITTLE;
        int first = (int) (before >>> Integer.SIZE);
        int second = (int) before;
        for (int at = from; at < from + length; at += 2 * Integer.BYTES) {
            first += (int) word.get(bytes, at) + second;
            second += (int) word.get(bytes, at + Integer.BYTES) + first;
        }
        return ((long) first << Integer.SIZE) | (second & 0xffffffffL);
    }

    /** Reads the header; null: the file is too short to have one. */
    static byte @Nullable [] readHeader(FileChannel log) throws IOException {
        byte[] header = new byte[HEADER];
        return readFully(log, header, HEADER, 0) == HEADER ? header : null;
    }

    /** Reads so many bytes, or those up to the end of the file; returns how many. */
    static int readFully(FileChannel file, byte[] into, int length, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, from + buffer.position()) < 0) {
                break;
            }
        }
        return buffer.position();
    }

    /** The log of a database. */
    static Path of(Path database) {
        return database.resolveSibling(database.getFileName() + "-wal");
    }
}
