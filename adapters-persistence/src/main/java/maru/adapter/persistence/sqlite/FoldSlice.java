package maru.adapter.persistence.sqlite;

import java.util.function.BooleanSupplier;

/** How much one transaction of folding may write: others wait for the writing connection meanwhile. */
final class FoldSlice {
    static final int MAX_ROWS = 2_000;
    private static final long MAX_BYTES = 4 << 20;

    /** Rows to write between two looks at {@link #goesOn}. */
    static final int STRIDE = 64;

    private final long maxRows;
    private final BooleanSupplier isInterrupted;
    private int rows;
    private long bytes;

    /** @param maxRows cut to {@value #STRIDE} to {@value #MAX_ROWS} */
    FoldSlice(long maxRows, BooleanSupplier isInterrupted) {
        this.maxRows = Math.max(STRIDE, Math.min(MAX_ROWS, maxRows));
        this.isInterrupted = isInterrupted;
    }

    boolean goesOn() {
        return rows < maxRows && bytes < MAX_BYTES && !isInterrupted.getAsBoolean();
    }

    void wrote(long rowBytes) {
        wrote(1, rowBytes);
    }

    void wrote(int more, long moreBytes) {
        rows += more;
        bytes += moreBytes;
    }

    int rows() {
        return rows;
    }
}
