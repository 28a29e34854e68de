package maru.adapter.socket.dialect;

import java.util.Arrays;
import maru.adapter.socket.frame.Utf8;
import org.jspecify.annotations.Nullable;

/** The line that is being read. Of one that is too long nothing is kept, and the rest of it is skipped. For one loop. */
final class LineBuffer {
    static final int MAX_CHARACTERS = 2_000;
    private static final int MOST_UTF8_BYTES = 4;

    /** With the CR that may stand before the LF. */
    private static final int MOST_BYTES = MOST_UTF8_BYTES * MAX_CHARACTERS + 1;

    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int length;
    private boolean tooLong;
    private boolean whole;

    /**
     * Takes what belongs to the line, up to its LF or the end of the bytes. After a line that is {@link #isWhole} the
     * next one begins.
     *
     * @return where the bytes begin that were not taken
     */
    int take(byte[] from, int start, int end) {
        if (whole) {
            clear();
        }
        int at = start;
        while (at < end && from[at] != '\n') {
            at++;
        }
        append(from, start, at);
        whole = at < end;
        return whole ? at + 1 : at;
    }

    boolean isWhole() {
        return whole;
    }

    /** The line without its end, or null where it is not UTF-8 or {@link #isTooLong}. */
    @Nullable String text() {
        int end = length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
        String text = tooLong ? null : Utf8.decode(bytes, 0, end);
        if (text != null && text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
            tooLong = true;
            return null;
        }
        return text;
    }

    boolean isTooLong() {
        return tooLong;
    }

    private void append(byte[] from, int start, int end) {
        int count = end - start;
        if (tooLong || length + count > MOST_BYTES) {
            tooLong = true;
            bytes = NOTHING;
            length = 0;
            return;
        }
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(MOST_BYTES, 2 * (length + count)));
        }
        System.arraycopy(from, start, bytes, length, count);
        length += count;
    }

    private void clear() {
        bytes = NOTHING;
        length = 0;
        tooLong = false;
        whole = false;
    }
}
