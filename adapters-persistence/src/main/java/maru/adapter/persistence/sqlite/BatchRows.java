package maru.adapter.persistence.sqlite;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a table of batches has: rows at positions without gaps, and the bytes of each. For {@code store-writer} alone. */
final class BatchRows {
    private final Deque<Integer> sizes = new ArrayDeque<>();
    private long first;
    private long bytes;

    /** @param first position of the first row that is going to be there */
    BatchRows(long first) {
        this.first = first;
    }

    /** A row was appended. */
    void add(int size) {
        sizes.add(size);
        bytes += size;
    }

    boolean isEmpty() {
        return sizes.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    /** Position of the first row, or of the next where there is none. */
    long first() {
        return first;
    }

    /** Position of the next row. */
    long next() {
        return first + sizes.size();
    }

    /**
     * The oldest rows that may be deleted together.
     *
     * @param end position of the last one that may be deleted at all
     * @return position of the last of them; the one before the first where there are none
     */
    long piece(long end, long mostBytes) {
        long last = first - 1;
        long piece = 0;
        for (int size : sizes) {
            piece += size;
            if (last == end || (piece > mostBytes && last >= first)) {
                break;
            }
            last++;
        }
        return last;
    }

    /** The rows up to that position were deleted. */
    void removeUpTo(long last) {
        for (; first <= last; first++) {
            bytes -= sizes.remove();
        }
    }
}
