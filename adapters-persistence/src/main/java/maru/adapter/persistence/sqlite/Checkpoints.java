package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is in SQLite's log to the database. SQLite's own automatic checkpoints are off: they keep back the answers
 * of the commit that meets them, say to nobody that a sync has failed, and don't wait for the sums of the pages. For the
 * thread of the {@link SqliteFile} that has it.
 */
final class Checkpoints {
    /** Pages from which on a log is long. With the sums three files are synced, not two: some more than SQLite's 1,000. */
    private static final int LONG_LOG = 1_500;

    /** Reckoned for a commit, beside the pages that the batch fills. */
    private static final int PAGES_OF_COMMIT = 4;

    private static final int PAGE = 4_096;
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final Connection connection;

    /** Of the database's pages; null: none are kept. */
    private @Nullable SummedLog sums;

    /** Pages that were written since the log was looked at, about. */
    private long written;

    Checkpoints(Connection connection) {
        this.connection = connection;
    }

    /** From now on with the sums of that database, if it has some. */
    void openSums(Path file) throws SQLException {
        sums = SummedLog.open(file);
    }

    /** The server serves: from now on there is a log. */
    void began() throws SQLException {
        withSums(log -> log.began(frames()));
    }

    void committed(int bytes) {
        written += PAGES_OF_COMMIT + bytes / PAGE;
    }

    /** Of pages that nobody counted: the log is looked at. */
    void folded() {
        written = LONG_LOG;
    }

    /** As {@link #run}, where the log is long. */
    void runWhenLong() throws SQLException {
        if (written < LONG_LOG) {
            return;
        }
        written = frames();
        if (written >= LONG_LOG) {
            run();
        }
    }

    /** Of the log, that were committed. */
    private int frames() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(NOOP)")) {
            return result.getInt(2);
        }
    }

    /** What is in the log is synced, and brought to the database where nobody reads older pages. Waits for nobody. */
    void run() throws SQLException {
        written = 0;
        withSums(log -> log.readAndStore(frames()));
        boolean isAll = checkpoint("PASSIVE");
        if (sums != null) {
            sums.checkpointed(isAll);
        }
    }

    /** Everything is in the database's file itself afterwards, and synced; false where somebody still reads older pages. */
    boolean runToEnd() throws SQLException {
        prepareToClose();
        return checkpoint("TRUNCATE");
    }

    private boolean checkpoint(String mode) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            return result.getInt(1) == 0 && result.getInt(2) == result.getInt(3);
        }
    }

    /** The connection may make a checkpoint of all there is: who closes last does. */
    void prepareToClose() throws SQLException {
        withSums(log -> log.prepareToEnd(frames()));
    }

    /** The connection was closed. */
    void closed() {
        if (sums != null) {
            sums.ended();
        }
    }

    /** The connection was closed without a checkpoint. */
    void abandon() {
        if (sums != null) {
            sums.close();
        }
    }

    /** Pages may be written without them: the next start makes them anew. */
    void forgetSums() {
        SummedLog kept = sums;
        if (kept == null) {
            return;
        }
        try {
            giveUp(kept);
        } catch (SQLException e) {
            LOG.error("sums_wrong: remove them before the next start, error={}", e.getMessage());
        }
    }

    /** Where the sums fail the file goes on without them: nobody waits for what only finds out what broke. */
    private void withSums(SumsWork work) throws SQLException {
        SummedLog kept = sums;
        if (kept == null) {
            return;
        }
        try {
            work.run(kept);
        } catch (IOException e) {
            LOG.warn("sums_given_up: the next start makes them anew, error={}", e.getMessage());
            giveUp(kept);
        }
    }

    /** As long as they are there, and are not right, nothing may be checkpointed. */
    private void giveUp(SummedLog kept) throws SQLException {
        try {
            kept.delete();
        } catch (IOException e) {
            throw new SQLException("the sums of pages can't be written, nor removed: " + e.getMessage(), e);
        }
        sums = null;
    }

    /** What is done with sums. */
    private interface SumsWork {
        void run(SummedLog log) throws IOException, SQLException;
    }
}
