package maru.adapter.persistence.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import maru.adapter.persistence.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table of batches on their way to a reader, many of them at a time: a row has about a kilobyte, and to hand
 * it over to another thread alone would take longer than to read it.
 */
final class JournalPieces {
    private static final int PIECE_BYTES = 256 << 10;

    private final SecondThread.Taker taker;
    private final Batch.Reader reader;
    private @Nullable BatchRows rows;
    private List<byte[]> piece = new ArrayList<>();
    private long first;
    private int bytes;

    JournalPieces(SecondThread.Taker taker, Batch.Reader reader) {
        this.taker = taker;
        this.reader = reader;
    }

    /**
     * The next row.
     *
     * @throws StoreException if those between it and the last one are missing
     */
    void add(long pos, byte[] batch) throws SQLException, StoreException {
        BatchRows known = rows == null ? new BatchRows(pos) : rows;
        rows = known;
        if (pos != known.next()) {
            throw new StoreException("row " + known.next() + " of the journal is missing");
        }
        known.add(batch.length);
        if (piece.isEmpty()) {
            first = pos;
        }
        piece.add(batch);
        bytes += batch.length;
        if (bytes >= PIECE_BYTES) {
            handOver();
        }
    }

    /** Hands over what is left, and says which rows there were. */
    BatchRows finish() throws SQLException, StoreException {
        handOver();
        return rows == null ? new BatchRows(1) : rows;
    }

    private void handOver() throws SQLException, StoreException {
        List<byte[]> batches = piece;
        long pos = first;
        piece = new ArrayList<>(batches.size());
        bytes = 0;
        taker.take(() -> {
            for (int at = 0; at < batches.size(); at++) {
                Batch.read(batches.get(at), pos + at, reader);
            }
        });
    }
}
