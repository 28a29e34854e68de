package maru.adapter.socket.controller;

import java.util.List;
import java.util.function.ToIntFunction;

/** How much of a list one answer carries, whatever was asked for. */
public final class Lists {
    private static final int MAX_ROWS = 1_000;

    /** A list ends before so many bytes: 256 KiB, the protocol's figure. */
    private static final int MAX_BYTES = 256 << 10;

    /** The reply in front of the rows has fewer bytes than that. */
    private static final int MOST_BYTES_OF_REPLY = 64;

    private Lists() {}

    /**
     * The first rows, as many as an answer may have.
     *
     * @param bytes how many bytes a row takes, or more
     */
    public static <T> List<T> first(List<T> rows, ToIntFunction<? super T> bytes) {
        int left = MAX_BYTES - MOST_BYTES_OF_REPLY;
        int count = 0;
        while (count < Math.min(rows.size(), MAX_ROWS)) {
            left -= bytes.applyAsInt(rows.get(count));
            if (left <= 0) {
                break;
            }
            count++;
        }
        return rows.subList(0, count);
    }

    /** The last rows, as {@link #first}. */
    public static <T> List<T> last(List<T> rows, ToIntFunction<? super T> bytes) {
        int left = MAX_BYTES - MOST_BYTES_OF_REPLY;
        int from = rows.size();
        while (from > Math.max(0, rows.size() - MAX_ROWS)) {
            left -= bytes.applyAsInt(rows.get(from - 1));
            if (left <= 0) {
                break;
            }
            from--;
        }
        return rows.subList(from, rows.size());
    }
}
