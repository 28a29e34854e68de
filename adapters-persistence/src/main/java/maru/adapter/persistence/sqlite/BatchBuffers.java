package maru.adapter.persistence.sqlite;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Arrays for large batches, each used again once its row is written: under load they would be a third of all garbage.
 * The driver takes whole arrays only, so lengths are rounded up, and what is behind the records is zero. For
 * {@code store-writer} alone, one batch at a time.
 */
final class BatchBuffers {
    private static final int SMALLEST = 32 << 10;
    private static final int LARGEST = 384 << 10;
    private static final int STEP = 8 << 10;

    private final byte[] @Nullable [] kept = new byte[LARGEST / STEP + 1][];

    /** An array of at least that length; what it has up to there is to be written over. */
    byte[] atLeast(int length) {
        if (length < SMALLEST || length > LARGEST) {
            return new byte[length];
        }
        int steps = (length + STEP - 1) / STEP;
        byte[] buffer = kept[steps];
        if (buffer == null) {
            buffer = new byte[steps * STEP];
            kept[steps] = buffer;
        } else {
            Arrays.fill(buffer, length, buffer.length, (byte) 0);
        }
        return buffer;
    }
}
