package maru.adapter.persistence.sqlite;

import java.util.function.BooleanSupplier;

/** Finds the one bit that flipped, by trying. */
final class FlippedBit {
    /** No single bit does it. */
    static final int NONE = -1;

    /** One bit of several does it: nobody knows which. */
    static final int ONE_OF_SEVERAL = -2;

    private FlippedBit() {}

    /**
     * Flips the one bit of {@code bytes[from, to)} with which they are sound again, and no other.
     *
     * @return its place, counted from byte 0; {@link #NONE} or {@link #ONE_OF_SEVERAL}: nothing is changed
     */
    static int find(byte[] bytes, int from, int to, BooleanSupplier isSound) {
        int found = NONE;
        for (int bit = from * Byte.SIZE; bit < to * Byte.SIZE; bit++) {
            flip(bytes, bit);
            boolean fits = isSound.getAsBoolean();
            flip(bytes, bit);
            if (fits && found >= 0) {
                return ONE_OF_SEVERAL;
            }
            found = fits ? bit : found;
        }
        if (found >= 0) {
            flip(bytes, found);
        }
        return found;
    }

    private static void flip(byte[] bytes, int bit) {
        bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    }
}
