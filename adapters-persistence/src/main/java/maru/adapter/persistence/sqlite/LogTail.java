package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows SQLite's log while it is written: the sums of the pages that were committed since the last checkpoint. Reading
 * it in the midst of things is harmless, SQLite has no locks on this file. For {@code store-writer}, between commits.
 */
final class LogTail implements AutoCloseable {
    private static final int MOST_READ = 256 << 10;

    private final Path file;
    private final SortedMap<Integer, Long> sums = new TreeMap<>();
    private @Nullable FileChannel log;
    private byte[] header = {};
    private byte[] buffer = {};
    private long end;
    private int pages;
    private boolean mayBeginAnew = true;

    LogTail(Path database) {
        this.file = LogFormat.of(database);
    }

    /** Sums of pages, by number, as of the last commit; who has stored them forgets them. */
    SortedMap<Integer, Long> sums() {
        return sums;
    }

    /** Pages of the database as of the last commit that was read; 0: none was. */
    int pages() {
        return pages;
    }

    /** Of the log as it was read; 0: none was. */
    long salts() {
        return header.length == 0 ? 0 : LogFormat.salts(header);
    }

    /** Whether all of the log that was read is in the database now: the next commit may begin it anew. */
    void checkpointed(boolean isAll) {
        mayBeginAnew = isAll;
    }

    /**
     * Reads on to the last commit.
     *
     * @param frames that were committed: what is behind them is of a commit that failed halfway, and is written over
     * @throws IOException also if somebody else began the log anew, who may have had more in it than was seen here
     */
    void read(long frames) throws IOException {
        FileChannel open = open();
        byte[] found = open == null ? null : LogFormat.readHeader(open);
        if (open == null || found == null || !LogFormat.isSound(found)) {
            if (frames > 0) {
                throw new IOException(file + " is missing or damaged");
            }
            return;
        }
        if (header.length == 0 || LogFormat.salts(found) != LogFormat.salts(header)) {
            if (!mayBeginAnew) {
                throw new IOException("somebody else has checkpointed " + file);
            }
            begin(found);
        }
        readFrames(open, frames);
    }

    /**
     * What was read is on disk afterwards: sums of pages that a power cut takes away would be those of no page at all.
     *
     * @throws SQLException if it may not be
     */
    void sync() throws SQLException {
        try {
            if (log != null) {
                log.force(false);
            }
        } catch (IOException e) {
            throw new SQLException("the log can't be synced: " + e.getMessage(), e);
        }
    }

    private @Nullable FileChannel open() throws IOException {
        if (log == null && Files.exists(file)) {
            log = FileChannel.open(file, StandardOpenOption.READ);
        }
        return log;
    }

    private void begin(byte[] found) {
        header = found;
        end = LogFormat.HEADER;
        buffer = new byte[Math.max(1, MOST_READ / frameSize()) * frameSize()];
        mayBeginAnew = false;
    }

    private int frameSize() {
        return LogFormat.FRAME_HEADER + LogFormat.pageSize(header);
    }

    private void readFrames(FileChannel open, long frames) throws IOException {
        int size = frameSize();
        long last = LogFormat.HEADER + frames * size;
        while (end < last) {
            int wanted = (int) Math.min(buffer.length, last - end);
            if (LogFormat.readFully(open, buffer, wanted, end) < wanted) {
                throw new IOException(file + " is shorter than what was committed");
            }
            for (int at = 0; at < wanted; at += size) {
                take(at, size);
            }
            end += wanted;
        }
    }

    private void take(int at, int size) throws IOException {
        if (LogFormat.saltsOfFrame(buffer, at) != LogFormat.salts(header)) {
            throw new IOException("somebody else writes to " + file);
        }
        int pageAt = at + LogFormat.FRAME_HEADER;
        sums.put(LogFormat.page(buffer, at), PageSums.sum(buffer, pageAt, size - LogFormat.FRAME_HEADER));
        int committed = LogFormat.committed(buffer, at);
        if (committed != 0) {
            pages = committed;
        }
    }

    @Override
    public void close() throws IOException {
        if (log != null) {
            log.close();
        }
    }
}
