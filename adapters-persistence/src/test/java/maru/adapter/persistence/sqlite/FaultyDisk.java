package maru.adapter.persistence.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.StoreException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens files whose commits fail or wait when a test says so. */
final class FaultyDisk implements JournalWriter.Opener {
    /** What becomes of the transaction that fails. */
    enum Outcome {
        LOST,
        WRITTEN
    }

    private final Path path;
    private final Semaphore commits = new Semaphore(Integer.MAX_VALUE);
    private final AtomicReference<SQLiteErrorCode> failure = new AtomicReference<>();
    private volatile Outcome outcome = Outcome.LOST;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();

    FaultyDisk(Path path) {
        this.path = path;
    }

    @Override
    public SqliteFile open() throws SQLException, StoreException {
        opened.incrementAndGet();
        return new FaultyFile();
    }

    /** How often the file was opened. */
    int opened() {
        return opened.get();
    }

    /** From now on every commit and every probe fails so. */
    void failWith(SQLiteErrorCode code, Outcome outcome) {
        this.outcome = outcome;
        failure.set(code);
    }

    void heal() {
        failure.set(null);
    }

    /** Commits wait from now on, those under way apart. */
    void stopCommits() {
        commits.drainPermits();
    }

    void letCommitsGo() {
        commits.release(Integer.MAX_VALUE - commits.availablePermits());
    }

    /** Returns when a commit waits. */
    void awaitWaitingCommit() {
        while (waiting.get() == 0) {
            Thread.onSpinWait();
        }
    }

    private final class FaultyFile extends SqliteFile {
        FaultyFile() throws SQLException, StoreException {
            super(path, Durability.POWER);
        }

        @Override
        void commit(long pos, byte[] batch, long ceiling, SqlRecord.Work sql) throws SQLException {
            waiting.incrementAndGet();
            commits.acquireUninterruptibly();
            waiting.decrementAndGet();
            commits.release();
            SQLiteErrorCode code = failure.get();
            if (code == null || outcome == Outcome.WRITTEN) {
                super.commit(pos, batch, ceiling, sql);
            }
            fail(code);
        }

        @Override
        void probe() throws SQLException {
            fail(failure.get());
            super.probe();
        }

        @Override
        boolean checkpoint() throws SQLException {
            fail(failure.get());
            return super.checkpoint();
        }

        private void fail(SQLiteErrorCode code) throws SQLException {
            if (code != null) {
                throw new SQLiteException("made by the test", code);
            }
        }
    }
}
