package maru.domain.kv;

/** Decimal 64-bit integers as bytes: an optional minus sign and digits, nothing else. */
public final class Decimal {
    private Decimal() {}

    /** Whether {@code bytes[from, to)} is such a number and fits in 64 bits. */
    public static boolean isLong(byte[] bytes, int from, int to) {
        int at = from < to && bytes[from] == '-' ? from + 1 : from;
        boolean negative = at > from;
        if (at == to) {
            return false;
        }
        long value = 0; // negative, since there is one more number below zero than above
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit) {
                return false;
            }
            value = value * 10 - digit;
        }
        return negative || value != Long.MIN_VALUE;
    }

    /** The number in {@code bytes[from, to)}, for which {@link #isLong} holds. */
    public static long parseLong(byte[] bytes, int from, int to) {
        boolean negative = bytes[from] == '-';
        long value = 0;
        for (int at = negative ? from + 1 : from; at < to; at++) {
            value = value * 10 - (bytes[at] - '0');
        }
        return negative ? value : -value;
    }
}
