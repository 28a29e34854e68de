package maru.application.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Keys that have the same hash, chosen as somebody would who knows a hash in common use: so many blocks of which either
 * of two may stand in each place, both of which lead to the same state (Joux, CRYPTO 2004). No byte is special in frames.
 */
public enum CollidingKeys {
    /** {@code String.hashCode}, and {@code Arrays.hashCode} of bytes. */
    JAVA {
        @Override
        int absorb(int state, byte[] block) {
            int hash = state;
            for (byte b : block) {
                hash = 31 * hash + b;
            }
            return hash;
        }
    },
    FNV_1 {
        @Override
        int start() {
            return 0x811c9dc5;
        }

        @Override
        int absorb(int state, byte[] block) {
            int hash = state;
            for (byte b : block) {
                hash = hash * 0x01000193 ^ (b & 0xff);
            }
            return hash;
        }
    },
    FNV_1A {
        @Override
        int start() {
            return 0x811c9dc5;
        }

        @Override
        int absorb(int state, byte[] block) {
            int hash = state;
            for (byte b : block) {
                hash = (hash ^ (b & 0xff)) * 0x01000193;
            }
            return hash;
        }
    },
    /** 32 bits, seed 0. The length, which it begins with, is the same for all. */
    MURMUR_2 {
        @Override
        int start() {
            return BLOCKS * BLOCK_BYTES;
        }

        @Override
        int absorb(int state, byte[] block) {
            ByteBuffer words = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
            int hash = state;
            while (words.hasRemaining()) {
                int word = words.getInt() * 0x5bd1e995;
                hash = hash * 0x5bd1e995 ^ (word ^ word >>> 24) * 0x5bd1e995;
            }
            return hash;
        }
    },
    /** 32 bits, seed 0. */
    MURMUR_3 {
        @Override
        int absorb(int state, byte[] block) {
            ByteBuffer words = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
            int hash = state;
            while (words.hasRemaining()) {
                int word = Integer.rotateLeft(words.getInt() * 0xcc9e2d51, 15) * 0x1b873593;
                hash = Integer.rotateLeft(hash ^ word, 13) * 5 + 0xe6546b64;
            }
            return hash;
        }
    },
    /** 64 bits, any seed and the secret of its third edition: what is multiplied with the second word is 0. */
    WYHASH_3 {
        @Override
        List<byte[]> make(int count) {
            return behind(0xe7037ed1a0b428dbL, count);
        }
    },
    /** The same of its fourth edition. */
    WYHASH_4 {
        @Override
        List<byte[]> make(int count) {
            return behind(0x8bb84b93962eacc9L, count);
        }
    };

    private static final int BLOCKS = 17;
    private static final int BLOCK_BYTES = 8;
    private static final int SLOTS = 1 << 20;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    int start() {
        return 0;
    }

    /** The state behind a block. */
    int absorb(int state, byte[] block) {
        return 0;
    }

    /** So many keys, {@code 1 << 17} at most, all different and of the same length. */
    public final List<byte[]> keys(int count) {
        return make(count);
    }

    List<byte[]> make(int count) {
        byte[][][] pairs = new byte[BLOCKS][][];
        int state = start();
        for (int i = 0; i < BLOCKS; i++) {
            pairs[i] = pair(state);
            state = absorb(state, pairs[i][0]);
        }
        List<byte[]> keys = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            ByteBuffer key = ByteBuffer.allocate(BLOCKS * BLOCK_BYTES);
            for (int i = 0; i < BLOCKS; i++) {
                key.put(pairs[i][(number >>> i) & 1]);
            }
            keys.add(check(key.array(), state));
        }
        return keys;
    }

    private byte[] check(byte[] key, int state) {
        int hash = start();
        for (int at = 0; at < key.length; at += BLOCK_BYTES) {
            hash = absorb(hash, Arrays.copyOfRange(key, at, at + BLOCK_BYTES));
        }
        if (hash != state) {
            throw new AssertionError("does not collide");
        }
        return key;
    }

    /** Two blocks that lead from a state to the same one: among 100,000 or so there are some. */
    private byte[][] pair(int state) {
        int[] seen = new int[SLOTS];
        for (int number = 1; number < SLOTS / 2; number++) {
            int hash = absorb(state, block(number));
            int at = (hash * 0x9e3779b9) >>> 12;
            for (; seen[at] != 0; at = (at + 1) & (SLOTS - 1)) {
                if (absorb(state, block(seen[at])) == hash) {
                    return new byte[][] {block(seen[at]), block(number)};
                }
            }
            seen[at] = number;
        }
        throw new AssertionError("no two of " + SLOTS / 2 + " collide");
    }

    private static byte[] block(int number) {
        byte[] block = new byte[BLOCK_BYTES];
        int word = number * 0x9e3779b1; // odd: no two numbers have the same block
        for (int at = 0; at < BLOCK_BYTES; at++) {
            block[at] = DIGITS[(word >>> (4 * at)) & 15];
        }
        return block;
    }

    /** The hash forgets what comes next when its first word is this one. */
    private static List<byte[]> behind(long word, int count) {
        List<byte[]> keys = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            ByteBuffer key = ByteBuffer.allocate(4 * BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            keys.add(key.putLong(word)
                    .put(block(number))
                    .put(block(0))
                    .put(block(0))
                    .array());
        }
        return keys;
    }

    /** As many keys as long as those, that nobody chose. */
    public static List<byte[]> likeButRandom(List<byte[]> chosen) {
        Random random = new Random(11);
        List<byte[]> keys = new ArrayList<>(chosen.size());
        for (byte[] like : chosen) {
            byte[] key = new byte[like.length];
            for (int at = 0; at < key.length; at++) {
                key[at] = DIGITS[random.nextInt(DIGITS.length)];
            }
            keys.add(key);
        }
        return keys;
    }
}
