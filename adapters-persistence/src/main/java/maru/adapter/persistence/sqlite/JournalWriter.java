package maru.adapter.persistence.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import maru.adapter.persistence.StoreException;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code store-writer}: commits what is queued, a batch at a time and without waiting for more, and gives the
 * answers; folds the journal when there is nothing else to do, or when it is long; and after a fault opens the gate again
 * when the file takes writes.
 *
 * <pre>
 *   open ── commit refused ──→ closed ── probe succeeds ──→ open
 *     │                          │
 *     └── commit uncertain ──→ closed, no file ── opened anew, memory agrees with it ──→ open
 * </pre>
 */
final class JournalWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Nothing was written for so long: time to fold. Between the requests of one client there is less. */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long LAST_FOLDING_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final Refusal NO_WRITES =
            new Refusal(RefusalCode.STORAGE_FAILED, "the store takes no writes at the moment: nothing was changed");
    private static final Refusal NOT_WRITTEN =
            new Refusal(RefusalCode.STORAGE_FAILED, "the store has no room or refused: nothing was changed");
    private static final Refusal UNCERTAIN =
            new Refusal(RefusalCode.UNCERTAIN, "the store did not confirm: it may have been done or not, ask again");

    private final Journal journal;
    private final List<? extends Journaled> repositories;
    private final List<? extends PlainTable> plainTables;
    private final Versions versions;
    private final Opener opener;
    private final Undo undo;
    private final WriterFigures figures;
    private final BatchBuffers buffers = new BatchBuffers();

    private @Nullable SqliteFile file;
    private Folding folding;
    private boolean isGateClosed;
    private boolean isDone;
    private long retryAt;
    private long foldAt;
    private long foldingPausedUntil;

    /** @param file closed by this when it ends */
    JournalWriter(
            Journal journal,
            List<? extends Journaled> repositories,
            List<? extends PlainTable> plainTables,
            Versions versions,
            Opener opener,
            SqliteFile file,
            Folding folding,
            WriterFigures figures) {
        this.journal = journal;
        this.repositories = repositories;
        this.plainTables = plainTables;
        this.versions = versions;
        this.opener = opener;
        this.undo = new Undo(journal, repositories);
        this.file = file;
        this.folding = folding;
        this.foldAt = System.nanoTime();
        this.foldingPausedUntil = foldAt;
        this.figures = figures;
        figures.folding(folding);
    }

    @Override
    public void run() {
        while (!isDone) {
            try {
                turn();
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                LOG.error("store_writer_failed", e);
                closeGate();
                abandonFile();
            }
            figures.folding(folding);
        }
    }

    private void turn() {
        List<JournalRecord> taken = journal.take(nanosToWait());
        if (!taken.isEmpty()) {
            write(taken);
        } else if (journal.isStopping()) {
            if (!journal.hasWork()) { // what came in just before the stop is still written
                finish();
            }
        } else if (isGateClosed) {
            recover();
        } else {
            foldWhileIdle();
        }
    }

    private long nanosToWait() {
        if (isGateClosed) {
            return retryAt - System.nanoTime();
        }
        return folding.isEmpty() ? Long.MAX_VALUE : foldAt - System.nanoTime();
    }

    private void write(List<JournalRecord> taken) {
        int from = 0;
        try {
            while (from < taken.size()) {
                Batch batch = Batch.next(taken, from);
                commit(batch);
                from += batch.records().size();
                confirm(batch.records());
                checkpoint();
                payForFolding();
            }
        } catch (SQLException | RuntimeException e) {
            fail(e, new ArrayList<>(taken.subList(from, taken.size())));
        } catch (LinkageError | AssertionError | StackOverflowError e) {
            fail(new IllegalStateException(e), new ArrayList<>(taken.subList(from, taken.size())));
        }
        foldAt = Math.max(foldAt, System.nanoTime() + IDLE_NANOS);
    }

    /** With the gate closed no write is taken, so there is nothing but records without bytes. */
    private void commit(Batch batch) throws SQLException {
        long ceiling = versions.due();
        if (isGateClosed || (batch.isEmpty() && ceiling == 0)) {
            return;
        }
        byte[] bytes = batch.encode(folding.nextPos(), buffers);
        haltWhereFrozen();
        commitUnlocked(bytes, ceiling, batch);
        figures.committed();
        versions.reserved(ceiling);
        if (bytes != null) {
            folding.committed(bytes.length);
        }
    }

    /** While somebody else has the file locked, everybody waits. */
    private void commitUnlocked(byte @Nullable [] bytes, long ceiling, Batch batch) throws SQLException {
        for (boolean isFirst = true; ; isFirst = false) {
            try {
                openFile().commit(folding.nextPos(), bytes, ceiling, batch::execute);
                return;
            } catch (SQLException e) {
                if (Fault.of(e) != Fault.LOCKED || journal.isStopping()) {
                    throw e;
                }
                if (isFirst) {
                    LOG.warn("store_locked: somebody else writes to the file, everybody waits");
                }
            }
        }
    }

    /** Where memory fails to take in what is in the file, nobody knows what it has: it is built anew. */
    private void confirm(List<JournalRecord> records) {
        haltWhereFrozen();
        try {
            journal.settle(records);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            undo.answer(records, UNCERTAIN);
            throw e;
        }
        Answers answers = new Answers();
        records.forEach(answers::publishAndAdd);
        answers.send();
    }

    private void haltWhereFrozen() {
        while (journal.isFrozen()) {
            LockSupport.park(this);
        }
    }

    /** After the answers: nobody waits for it. That there is no room for it stops nobody who writes. */
    private void checkpoint() throws SQLException {
        if (isGateClosed) {
            return;
        }
        try {
            openFile().checkpointLongLog();
        } catch (SQLException e) {
            if (Fault.of(e) == Fault.UNCERTAIN) {
                throw e;
            }
            LOG.warn("checkpoint_failed error={}", e.getMessage());
        }
    }

    private void payForFolding() throws SQLException {
        while (folding.isDue() && !isGateClosed && System.nanoTime() - foldingPausedUntil >= 0) {
            fold(() -> false);
        }
    }

    private void foldWhileIdle() {
        try {
            fold(journal::hasWork);
        } catch (SQLException | RuntimeException e) {
            fail(e, new ArrayList<>());
        }
    }

    /** That there is no room for this stops nobody who writes: the journal may have some. */
    private void fold(BooleanSupplier isInterrupted) throws SQLException {
        try {
            folding.slice(openFile(), isInterrupted);
            openFile().checkpointLongLog();
        } catch (SQLException e) {
            if (Fault.of(e) == Fault.UNCERTAIN) {
                throw e;
            }
            LOG.warn("fold_failed journal_bytes={} error={}", folding.journalBytes(), e.getMessage());
            foldingPausedUntil = System.nanoTime() + RETRY_NANOS;
            foldAt = foldingPausedUntil;
        }
    }

    private void fail(Exception failure, List<JournalRecord> records) {
        Fault fault = Fault.of(failure);
        LOG.error("commit_failed fault={} records={}", fault, records.size(), failure);
        figures.failed();
        closeGate();
        undo.run(records, fault == Fault.UNCERTAIN ? UNCERTAIN : NOT_WRITTEN);
        if (fault == Fault.UNCERTAIN) {
            abandonFile();
        }
    }

    private void closeGate() {
        isGateClosed = true;
        journal.setGate(NO_WRITES);
        retryAt = System.nanoTime() + RETRY_NANOS;
    }

    private void recover() {
        try {
            if (file == null) {
                reopen();
            } else {
                makeRoom(file);
                file.probe();
            }
            isGateClosed = false;
            journal.setGate(null);
            LOG.info("store_recovered");
        } catch (SQLException | StoreException | RuntimeException e) {
            LOG.warn("store_still_failing error={}", e.getMessage());
            if (Fault.of(e) == Fault.UNCERTAIN) {
                abandonFile();
            }
            retryAt = System.nanoTime() + RETRY_NANOS;
        }
    }

    /**
     * On a full disk the journal may be what fills it. What room there is goes to folding first: clients who write again
     * would use it up, and the room that folding gives back would never be there.
     */
    private void makeRoom(SqliteFile full) throws SQLException {
        full.checkpointLog();
        long end = System.nanoTime() + RETRY_NANOS;
        while (!folding.isEmpty() && System.nanoTime() - end < 0) {
            folding.slice(full, () -> false);
            full.checkpointLongLog();
        }
    }

    private void reopen() throws SQLException, StoreException {
        SqliteFile opened = opener.open();
        try {
            reload(opened);
        } catch (SQLException | StoreException | RuntimeException e) {
            opened.abandon();
            throw e;
        }
        file = opened;
    }

    /** The checkpoint writes anew, and syncs, whatever of the log the system may have in its cache and not on disk. */
    private void reload(SqliteFile opened) throws SQLException, StoreException {
        if (!opened.checkpoint()) {
            throw new StoreException("somebody reads the file, and it can't be made sure that all of it is on disk");
        }
        folding = Folding.of(opened, repositories, SecondThread.Work::run, (type, batch, from, to) -> true);
        for (Journaled repository : repositories) {
            repository.reload(opened);
        }
        for (PlainTable table : plainTables) {
            table.load(opened);
        }
        versions.forget();
        long ceiling = versions.due();
        opened.begin(ceiling);
        versions.reserved(ceiling);
    }

    private SqliteFile openFile() throws SQLException {
        if (file == null) {
            throw new SQLException("the file is closed");
        }
        return file;
    }

    private void abandonFile() {
        if (file != null) {
            file.abandon();
            file = null;
        }
    }

    /** The last thing that is done: folds what time allows. */
    private void finish() {
        isDone = true;
        if (file == null) {
            return;
        }
        long end = System.nanoTime() + LAST_FOLDING_NANOS;
        try (SqliteFile closing = file) {
            while (!isGateClosed && !folding.isEmpty() && System.nanoTime() - end < 0) {
                folding.slice(closing, () -> false);
            }
            if (!isGateClosed) {
                closing.end();
            }
            closing.checkpoint();
        } catch (SQLException | RuntimeException e) {
            LOG.warn("store_closed_with_journal journal_bytes={} error={}", folding.journalBytes(), e.getMessage());
        }
    }

    /** Opens the file once more. */
    interface Opener {
        SqliteFile open() throws SQLException, StoreException;
    }
}
