package maru.adapter.persistence.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import maru.adapter.persistence.StoreException;

/**
 * Moves the journal into the repositories' tables: all that it has when that begins, a stretch, in slices, each of which
 * is one transaction of rows in the order of their keys. When all is written the stretch is deleted, the oldest rows
 * first. A crash in between leaves the journal, or its end, and that is applied again over what was written.
 *
 * <p>What is written comes from memory: nothing of the journal is read back. A long journal is kept from growing by debt:
 * every byte committed then owes a byte of the stretch, and the writer pays by slices. So a stretch is done when as much
 * again was committed, and since only the last state of each key is written, the longer stretch costs less.
 *
 * <p>Where most of a long journal was written over since, the tables wait: what still holds is put together in the table
 * {@code compacted}, which is read before the journal and counts as a part of it. That costs a fraction of the rows, so
 * each byte committed owes several of such a stretch. With the first pause everything is folded.
 *
 * <p>For {@code store-writer} alone.
 */
final class Folding {
    /**
     * From here on commits owe folding; before, it is done when nothing else is. What is not folded is in memory, twice as
     * much at times: a small heap has no room for that.
     */
    private static final long LONG_JOURNAL_BYTES =
            Math.min(32 << 20, Runtime.getRuntime().maxMemory() / 16);

    /** What is owed is paid when it is worth a transaction. */
    private static final long SMALLEST_PAYMENT = 64 << 10;

    /** So many bytes of a stretch that is compacted are owed for each byte committed. */
    private static final int COMPACTION_RATE = 4;

    /** Deleting reads the pages of all rows. */
    private static final long MAX_DELETED_BYTES = 2 << 20;

    private final List<? extends Journaled> repositories;
    private final List<Fold> stretch = new ArrayList<>();
    private final BatchRows compacted;
    private final BatchRows journal;
    private final long longBytes;
    private long owed;
    private long due;
    private long foldedRows;

    private long compactedEnd;
    private long stretchEnd;
    private long stretchBytes;
    private int stretchRows;

    private Folding(List<? extends Journaled> repositories, BatchRows compacted, BatchRows journal, long longBytes) {
        this.repositories = repositories;
        this.compacted = compacted;
        this.journal = journal;
        this.longBytes = longBytes;
    }

    /**
     * The journal of a file as it is, handed over to a reader.
     *
     * @param taker has each row read
     * @throws StoreException if a row is damaged or missing, or has what the reader does not know
     */
    static Folding of(
            SqliteFile file, List<? extends Journaled> repositories, SecondThread.Taker taker, Batch.Reader reader)
            throws SQLException, StoreException {
        return of(file, repositories, taker, reader, LONG_JOURNAL_BYTES);
    }

    /** @param longBytes from here on the journal is long */
    static Folding of(
            SqliteFile file,
            List<? extends Journaled> repositories,
            SecondThread.Taker taker,
            Batch.Reader reader,
            long longBytes)
            throws SQLException, StoreException {
        BatchRows compacted = read(SqliteFile.COMPACTED, file, taker, reader);
        BatchRows journal = read(SqliteFile.JOURNAL, file, taker, reader);
        return new Folding(repositories, compacted, journal, longBytes);
    }

    private static BatchRows read(String table, SqliteFile file, SecondThread.Taker taker, Batch.Reader reader)
            throws SQLException, StoreException {
        JournalPieces pieces = new JournalPieces(taker, reader);
        file.readBatches(table, (pos, batch) -> {
            pieces.add(pos, batch);
            return true;
        });
        return pieces.finish();
    }

    /** Position of the journal's next row. */
    long nextPos() {
        return journal.next();
    }

    /** The row behind the last one is in the journal. */
    void committed(int bytes) {
        journal.add(bytes);
        owed = journalBytes() > longBytes ? owed + bytes : 0;
        due = isTooLong() ? 2L * bytes : 1;
    }

    boolean isEmpty() {
        return journal.isEmpty() && compacted.isEmpty();
    }

    /**
     * From here on a commit pays twice what it owes before the next begins: answers come later, so clients send less.
     * From here on compacting is worth it, too.
     */
    private boolean isTooLong() {
        return journalBytes() > longBytes + longBytes / 2;
    }

    long journalBytes() {
        return journal.bytes() + compacted.bytes();
    }

    long foldedRows() {
        return foldedRows;
    }

    /** Whether a slice is due before the next commit. */
    boolean isDue() {
        return due > 0 && owed >= SMALLEST_PAYMENT;
    }

    /**
     * Does one slice, where the journal has anything.
     *
     * @param isInterrupted whether to stop early, and to keep what is done
     */
    void slice(SqliteFile file, BooleanSupplier isInterrupted) throws SQLException {
        if (isEmpty() || (stretch.isEmpty() && !begin())) {
            return;
        }
        try {
            if (rows() > 0) {
                write(file, isInterrupted);
            } else {
                file.fold(() -> deletePiece(file));
                pay(Math.max(owed, due));
            }
            forgetPiece();
        } catch (SQLException | RuntimeException e) {
            abandon();
            throw e;
        }
    }

    /**
     * Begins a stretch.
     *
     * @return whether there is one; the journal may get longer if it is to be compacted
     */
    private boolean begin() {
        boolean compacts = isDue() && isWorthCompacting();
        if (compacts && !isTooLong()) {
            owed = 0;
            return false;
        }
        for (Journaled repository : repositories) {
            stretch.add(compacts ? repository.newCompaction(compacted) : repository.newFold());
        }
        compactedEnd = compacted.next() - 1;
        stretchEnd = journal.next() - 1;
        stretchBytes = journalBytes() / (compacts ? COMPACTION_RATE : 1);
        stretchRows = rows();
        return true;
    }

    private boolean isWorthCompacting() {
        long most = longBytes / 2;
        return compacted.bytes() <= most
                && repositories.stream().anyMatch(repository -> repository.isWorthCompacting(journalBytes(), most));
    }

    private void write(SqliteFile file, BooleanSupplier isInterrupted) throws SQLException {
        long worth = Math.max(1, stretchBytes / Math.max(1, stretchRows));
        FoldSlice slice = new FoldSlice(isDue() ? owed / worth : FoldSlice.MAX_ROWS, isInterrupted);
        file.fold(() -> {
            for (Fold fold : stretch) {
                if (fold.rows() > 0 && slice.goesOn()) {
                    fold.write(file.connection(), slice);
                }
            }
            if (rows() == 0) {
                deletePiece(file);
            }
        });
        stretch.forEach(Fold::committed);
        foldedRows += slice.rows();
        pay(worth * slice.rows());
    }

    private void pay(long bytes) {
        owed = Math.max(0, owed - bytes);
        due -= bytes;
    }

    private int rows() {
        return stretch.stream().mapToInt(Fold::rows).sum();
    }

    /** What was compacted before goes first: read before the journal, it is older than what was written by now. */
    private void deletePiece(SqliteFile file) throws SQLException {
        file.delete(SqliteFile.COMPACTED, endOfCompactedPiece());
        file.delete(SqliteFile.JOURNAL, endOfPiece());
    }

    private long endOfCompactedPiece() {
        return compacted.piece(compactedEnd, MAX_DELETED_BYTES);
    }

    private long endOfPiece() {
        boolean isLast = endOfCompactedPiece() == compactedEnd;
        return isLast ? journal.piece(stretchEnd, MAX_DELETED_BYTES) : journal.first() - 1;
    }

    private void forgetPiece() {
        if (rows() > 0) {
            return;
        }
        long end = endOfPiece();
        compacted.removeUpTo(endOfCompactedPiece());
        journal.removeUpTo(end);
        if (end == stretchEnd) {
            stretch.clear();
        }
    }

    /** What was written of the stretch is in the journal still, and written again. */
    private void abandon() {
        stretch.forEach(Fold::abandon);
        stretch.clear();
    }
}
