package maru.adapter.socket.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the four bytes that mean something in a field, {@code < > , \}, eight bytes at a time.
 *
 * <p>{@code <} and {@code >} differ in one bit only, {@code ,} and {@code \} in three, so two of the four comparisons
 * are made as one and the third kind of hit is told apart afterwards. The test for a zero byte in a word is the one of
 * Bit Twiddling Hacks ("determine if a word has a zero byte"); bytes above the first hit may be reported wrongly, so
 * only the lowest is used.
 */
public final class Specials {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long ANGLE_BIT = ONES * ('<' ^ '>');
    private static final long ANGLES = ONES * '>';
    private static final long COMMAS = ONES * ',';
    private static final long BACKSLASHES = ONES * '\\';

    private Specials() {}

    /** Where the first special byte of {@code bytes[from, to)} is; {@code to} if there is none. */
    public static int first(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = (long) LONGS.get(bytes, at);
            long hits = zeroes((word | ANGLE_BIT) ^ ANGLES) | zeroes(word ^ COMMAS) | zeroes(word ^ BACKSLASHES);
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        while (at < to && !isSpecial(bytes[at])) {
            at++;
        }
        return at;
    }

    public static boolean isSpecial(byte b) {
        return b == '<' || b == '>' || b == ',' || b == '\\';
    }

    /** How long {@code bytes[from, to)} is as a field: each special byte takes a backslash. */
    public static int escapedLength(byte[] bytes, int from, int to) {
        int length = to - from;
        for (int at = first(bytes, from, to); at < to; at = first(bytes, at + 1, to)) {
            length++;
        }
        return length;
    }

    private static long zeroes(long word) {
        return (word - ONES) & ~word & HIGHS;
    }
}
