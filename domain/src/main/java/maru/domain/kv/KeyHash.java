package maru.domain.kv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The hash of a key's bytes, seeded anew in every process, so that nobody outside can choose keys that collide.
 *
 * <p>Eight bytes at a time are mixed by a 64 by 64 bit multiplication whose high half is folded into the low one, as
 * wyhash does: without the fold look-alike keys ({@code key0000001}, …) meet in few places. Two secret odd numbers
 * take part in every step.
 */
public final class KeyHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEED;
    private static final long SECRET;

    static {
        SecureRandom random = new SecureRandom();
        SEED = random.nextLong() | 1;
        SECRET = random.nextLong() | 1;
    }

    private KeyHash() {}

    /** The hash of {@code bytes[from, to)}. The same bytes have the same hash as long as the process runs. */
    public static int of(byte[] bytes, int from, int to) {
        int length = to - from;
        long hash = SEED ^ (length * SECRET);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = fold(hash ^ (long) LONGS.get(bytes, at));
        }
        if (at < to) {
            int missing = at + Long.BYTES - to;
            hash = fold(
                    hash ^ (length < Long.BYTES ? tail(bytes, at, to) : lastWord(bytes, to) >>> (Byte.SIZE * missing)));
        }
        hash = fold(hash ^ (hash >>> 32));
        return (int) (hash ^ (hash >>> 32));
    }

    /** Whether so many bytes of both, from there on, are the same. A word at a time, since keys are short. */
    static boolean isSame(byte[] one, int oneFrom, byte[] other, int otherFrom, int length) {
        if (length < Long.BYTES) {
            return Arrays.equals(one, oneFrom, oneFrom + length, other, otherFrom, otherFrom + length);
        }
        for (int at = 0; at < length - Long.BYTES; at += Long.BYTES) {
            if ((long) LONGS.get(one, oneFrom + at) != (long) LONGS.get(other, otherFrom + at)) {
                return false;
            }
        }
        return lastWord(one, oneFrom + length) == lastWord(other, otherFrom + length);
    }

    private static long lastWord(byte[] bytes, int to) {
        return (long) LONGS.get(bytes, to - Long.BYTES);
    }

    private static long tail(byte[] bytes, int from, int to) {
        long word = 0;
        for (int at = to - 1; at >= from; at--) {
            word = (word << Byte.SIZE) | (bytes[at] & 0xff);
        }
        return word;
    }

    private static long fold(long word) {
        long mixed = word + SEED;
        return (mixed * SECRET) ^ Math.multiplyHigh(mixed, SECRET);
    }
}
