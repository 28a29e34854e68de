package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the sums of what is in SQLite's log to those of the database's pages: before each checkpoint, without which a
 * page is not taken over. For the thread of the {@link SqliteFile} that has it.
 */
final class SummedLog {
    private static final Logger LOG = LoggerFactory.getLogger(SummedLog.class);

    private final Path file;
    private final PageSums sums;
    private final LogTail tail;

    private SummedLog(Path file, PageSums sums) {
        this.file = file;
        this.sums = sums;
        this.tail = new LogTail(file);
    }

    /** null: the database has no sums. */
    static @Nullable SummedLog open(Path file) throws SQLException {
        try {
            PageSums sums = PageSums.open(file);
            return sums == null ? null : new SummedLog(file, sums);
        } catch (IOException e) {
            throw new SQLException("the sums of pages can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * The sums of all that was committed are on disk afterwards, and it may be checkpointed.
     *
     * @param frames of the log that were committed
     * @throws IOException also if somebody else made a checkpoint: then the sums are wrong
     * @throws SQLException if the log can't be synced
     */
    void readAndStore(long frames) throws IOException, SQLException {
        tail.read(frames);
        tail.sync();
        store(sums.state());
    }

    private void store(PageSums.State state) throws IOException {
        sums.write(tail.sums());
        if (tail.pages() != 0) {
            sums.cover(tail.pages());
        }
        tail.sums().clear();
        note(state);
    }

    private void note(PageSums.State state) throws IOException {
        sums.follow(tail.salts());
        sums.note(state, 0);
    }

    void checkpointed(boolean isAll) {
        tail.checkpointed(isAll);
    }

    /** Something was committed: from now on there is a log. */
    void began(long frames) throws IOException {
        tail.read(frames);
        note(PageSums.State.OPEN);
    }

    /** All of the log may be checkpointed, and it may be gone. */
    void prepareToEnd(long frames) throws IOException, SQLException {
        tail.read(frames);
        tail.sync();
        store(PageSums.State.AROUND);
        tail.checkpointed(true);
    }

    /** The database was closed. */
    void ended() {
        try {
            Path log = LogFormat.of(file);
            if (!Files.exists(log) || Files.size(log) == 0) {
                sums.note(PageSums.State.CLOSED, StoreCheck.changed(file));
            }
        } catch (IOException e) {
            LOG.warn("sums_not_closed error={}", e.getMessage());
        }
        close();
    }

    /** There are none any more: the next start makes them anew. */
    void delete() throws IOException {
        Files.deleteIfExists(PageSums.of(file));
        close();
    }

    void close() {
        try (sums;
                tail) {
            LOG.trace("sums_closed");
        } catch (IOException e) {
            LOG.warn("close_failed error={}", e.getMessage());
        }
    }
}
