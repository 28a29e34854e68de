package maru.adapter.persistence.sqlite;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import maru.adapter.persistence.StoreException;

/**
 * Moves the journal into the repositories' tables: all that it has when that begins, a stretch, in slices, each of which
 * is one transaction of rows in the order of their keys. The last one deletes the stretch. A crash in between leaves the
 * journal as it was, and it is applied again over what was written.
 *
 * <p>What is written comes from memory: nothing of the journal is read back. A long journal is kept from growing by debt:
 * every byte committed then owes a byte of the stretch, and the writer pays by slices. So a stretch is done when as much
 * again was committed, and since only the last state of each key is written, the longer stretch costs less.
 *
 * <p>For {@code store-writer} alone.
 */
final class Folding {
    /** From here on commits owe folding; before, it is done when nothing else is. */
    private static final long LONG_JOURNAL_BYTES = 32 << 20;

    /** From here on a commit pays twice what it owes before the next begins: answers come later, so clients send less. */
    private static final long TOO_LONG_JOURNAL_BYTES = 48 << 20;

    /** What is owed is paid when it is worth a transaction. */
    private static final long SMALLEST_PAYMENT = 64 << 10;

    private final List<? extends Journaled> repositories;
    private final Deque<Integer> rowBytes = new ArrayDeque<>();
    private final List<Fold> stretch = new ArrayList<>();
    private long firstPos;
    private long journalBytes;
    private long owed;
    private long due;
    private long foldedRows;

    private long stretchEnd;
    private long stretchBytes;
    private int stretchRows;

    /** @param firstPos position of the first row that {@link #committed} will be told of */
    Folding(List<? extends Journaled> repositories, long firstPos) {
        this.repositories = repositories;
        this.firstPos = firstPos;
        this.stretchEnd = firstPos - 1;
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
        Folding[] folding = new Folding[1];
        file.readJournal(0, (pos, batch) -> {
            if (folding[0] == null) {
                folding[0] = new Folding(repositories, pos);
            }
            if (pos != folding[0].nextPos()) {
                throw new StoreException("row " + folding[0].nextPos() + " of the journal is missing");
            }
            taker.take(() -> Batch.read(batch, pos, reader));
            folding[0].committed(batch.length);
            return true;
        });
        return folding[0] == null ? new Folding(repositories, 1) : folding[0];
    }

    /** Position of the next row. */
    long nextPos() {
        return firstPos + rowBytes.size();
    }

    /** The row behind the last one is in the journal. */
    void committed(int bytes) {
        rowBytes.add(bytes);
        journalBytes += bytes;
        owed = isLong() ? owed + bytes : 0;
        due = journalBytes > TOO_LONG_JOURNAL_BYTES ? 2L * bytes : 1;
    }

    boolean isEmpty() {
        return rowBytes.isEmpty();
    }

    private boolean isLong() {
        return journalBytes > LONG_JOURNAL_BYTES;
    }

    long journalBytes() {
        return journalBytes;
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
        if (isEmpty()) {
            return;
        }
        if (stretch.isEmpty()) {
            begin();
        }
        try {
            write(file, isInterrupted);
        } catch (SQLException | RuntimeException e) {
            abandon();
            throw e;
        }
    }

    private void begin() {
        repositories.forEach(repository -> stretch.add(repository.newFold()));
        stretchEnd = nextPos() - 1;
        stretchBytes = journalBytes;
        stretchRows = rows();
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
                file.deleteJournal(stretchEnd);
            }
        });
        stretch.forEach(Fold::committed);
        foldedRows += slice.rows();
        pay(worth * slice.rows());
        if (rows() == 0) {
            end();
        }
    }

    private void pay(long bytes) {
        owed = Math.max(0, owed - bytes);
        due -= bytes;
    }

    private int rows() {
        return stretch.stream().mapToInt(Fold::rows).sum();
    }

    private void end() {
        for (; firstPos <= stretchEnd; firstPos++) {
            journalBytes -= rowBytes.remove();
        }
        stretch.clear();
    }

    /** What was written of the stretch is in the journal still, and written again. */
    private void abandon() {
        stretch.forEach(Fold::abandon);
        stretch.clear();
    }
}
