package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import maru.adapter.persistence.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads SQLite's log before SQLite does: that takes the log to end where a frame's sum is wrong, and drops in silence
 * what was committed behind. Each sum goes on from the one before, so a single bit that flipped is found by trying all of
 * them, and is put right. Not while anybody has the database open.
 */
final class LogCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LogCheck.class);

    private final Path file;
    private final boolean isWhole;

    /** Pages of which the log has a newer state than the database. */
    private final BitSet pages = new BitSet();

    private final BitSet uncommitted = new BitSet();
    private boolean hasHeader;
    private long committed;
    private long salts;

    private LogCheck(Path database, boolean isWhole) {
        this.file = LogFormat.of(database);
        this.isWhole = isWhole;
    }

    /**
     * Checks the log of a database.
     *
     * @param isWhole whether the machine ran on since the log was written, so that all that was committed is there
     * @throws StoreException if it is damaged, and that can't be put right
     */
    static LogCheck of(Path database, boolean isWhole) throws IOException, StoreException {
        LogCheck check = new LogCheck(database, isWhole);
        if (Files.exists(check.file)) {
            check.read();
        }
        if (isWhole && !LogIndex.isWhole(database, check.salts, check.committed)) {
            throw new StoreException(
                    check.file + " is missing or cut, and with it what was written last: put it back, or "
                            + StoreCheck.ADVICE + ", or, to go on without, remove " + PageSums.of(database));
        }
        return check;
    }

    boolean has(int page) {
        return pages.get(page);
    }

    boolean hasHeader() {
        return hasHeader;
    }

    boolean hasCommits() {
        return committed > 0;
    }

    /** See {@link LogFormat#salts}. */
    long salts() {
        return salts;
    }

    private void read() throws IOException, StoreException {
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            byte[] header = LogFormat.readHeader(log);
            if (header == null || isEmpty(header)) {
                return;
            }
            if (!LogFormat.isSound(header)) {
                int bit = FlippedBit.find(header, 0, header.length, () -> LogFormat.isSound(header));
                if (bit < 0) {
                    throw new StoreException(file + " is damaged in its first bytes: " + StoreCheck.ADVICE);
                }
                repaired(log, header, bit / Byte.SIZE, bit / Byte.SIZE);
            }
            hasHeader = true;
            salts = LogFormat.salts(header);
            readFrames(log, header);
        }
    }

    private static boolean isEmpty(byte[] header) {
        for (byte next : header) {
            if (next != 0) {
                return false;
            }
        }
        return true;
    }

    private void readFrames(FileChannel log, byte[] header) throws IOException, StoreException {
        int size = LogFormat.FRAME_HEADER + LogFormat.pageSize(header);
        byte[] frame = new byte[size];
        long sum = LogFormat.sumOfHeader(header);
        long at = LogFormat.HEADER;
        for (; LogFormat.readFully(log, frame, size, at) == size; at += size) {
            if (!isSound(frame, sum, header) && !repair(log, frame, at, sum, header)) {
                requireNoCommitBehind(log, header, frame, at);
                return;
            }
            sum = LogFormat.sumOfFrame(frame, 0);
            take(frame, (at + size - LogFormat.HEADER) / size);
        }
    }

    private void take(byte[] frame, long number) {
        uncommitted.set(LogFormat.page(frame, 0));
        if (LogFormat.committed(frame, 0) != 0) {
            pages.or(uncommitted);
            uncommitted.clear();
            committed = number;
        }
    }

    private static boolean isSound(byte[] frame, long before, byte[] header) {
        return LogFormat.saltsOfFrame(frame, 0) == LogFormat.salts(header)
                && LogFormat.sumOfFrame(frame, 0)
                        == LogFormat.sum(before, frame, 0, LogFormat.pageSize(header), header);
    }

    /** What is behind the log's end has other salts, and a frame that was not written to its end has other sums. */
    private boolean repair(FileChannel log, byte[] frame, long at, long before, byte[] header)
            throws IOException, StoreException {
        if (Long.bitCount(LogFormat.saltsOfFrame(frame, 0) ^ LogFormat.salts(header)) > 1) {
            return false;
        }
        int bit = FlippedBit.find(frame, 0, frame.length, () -> isSound(frame, before, header));
        if (bit >= 0) {
            repaired(log, frame, bit / Byte.SIZE, at + bit / Byte.SIZE);
        } else if (bit == FlippedBit.ONE_OF_SEVERAL) {
            throw new StoreException(
                    file + " is damaged, one bit of those behind byte " + at + " has flipped: " + StoreCheck.ADVICE);
        }
        return bit >= 0;
    }

    private void repaired(FileChannel log, byte[] bytes, int index, long at) throws IOException {
        log.write(ByteBuffer.wrap(bytes, index, 1), at);
        log.force(false);
        LOG.error("store_repaired file={} byte={}: a bit had flipped, the disk or the memory is not sound", file, at);
    }

    /**
     * A power cut leaves part of what was not synced, and that is dropped. The end of a process leaves all that was
     * committed.
     */
    private void requireNoCommitBehind(FileChannel log, byte[] header, byte[] bad, long from)
            throws IOException, StoreException {
        int size = bad.length;
        byte[] frame = new byte[size];
        long before = LogFormat.sumOfFrame(bad, 0);
        for (long at = from + size; LogFormat.readFully(log, frame, size, at) == size; at += size) {
            if (LogFormat.committed(frame, 0) != 0 && isSound(frame, before, header)) {
                if (isWhole) {
                    throw new StoreException(
                            file + " is damaged at byte " + from + ", before what was committed: " + StoreCheck.ADVICE);
                }
                LOG.warn("store_log_cut file={} byte={}: what was not on disk at a power cut is dropped", file, from);
                return;
            }
            before = LogFormat.sumOfFrame(frame, 0);
        }
    }
}
