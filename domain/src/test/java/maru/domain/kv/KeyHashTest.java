package maru.domain.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyHashTest {
    private static final int KEYS = 1 << 16;

    /** At random 63.2 % of as many buckets are hit, give or take 0.13 percentage points. */
    private static final double LEAST_HIT = 0.62;

    @ParameterizedTest
    @ValueSource(
            strings = {"%d", "key%07d", "player.%d.position", "%08d", "room/%d/members/of/the/hall", "%d.........."})
    void spreadsCountersAsIfAtRandom(String shape) {
        assertSpread(at -> String.format(shape, at).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void spreadsBinaryCountersAtBothEnds() {
        assertSpread(at -> new byte[] {(byte) at, (byte) (at >> 8), 0, 0, 0, 0, 0, 0});
        assertSpread(at -> new byte[] {0, 0, 0, 0, 0, 0, (byte) at, (byte) (at >> 8)});
        assertSpread(at -> new byte[] {(byte) at, (byte) (at >> 8), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    }

    @Test
    void tellsLengthsApart() {
        Set<Integer> hashes = new HashSet<>();
        for (int length = 0; length <= 512; length++) {
            hashes.add(KeyHash.of(new byte[length], 0, length));
        }
        assertTrue(hashes.size() >= 512, hashes.size() + " hashes of 513 arrays of zeroes");
    }

    @Test
    void dependsOnEachByte() {
        for (int length = 1; length <= 24; length++) {
            for (int at = 0; at < length; at++) {
                byte[] bytes = new byte[length];
                int before = KeyHash.of(bytes, 0, length);
                bytes[at] = 1;
                assertNotEquals(before, KeyHash.of(bytes, 0, length), "byte " + at + " of " + length);
            }
        }
    }

    @Test
    void dependsOnNothingElse() {
        byte[] bytes = "..abcdefghijk...".getBytes(StandardCharsets.US_ASCII);
        int hash = KeyHash.of("abcdefghijk".getBytes(StandardCharsets.US_ASCII), 0, 11);
        assertEquals(hash, KeyHash.of(bytes, 2, 13));
        bytes[1] = '<';
        bytes[13] = '>';
        assertEquals(hash, KeyHash.of(bytes, 2, 13));
    }

    /** Buckets are chosen by the low and by the high bits, since tables may use either. */
    private static void assertSpread(IntFunction<byte[]> keys) {
        Set<Integer> low = new HashSet<>();
        Set<Integer> high = new HashSet<>();
        for (int at = 0; at < KEYS; at++) {
            byte[] key = keys.apply(at);
            int hash = KeyHash.of(key, 0, key.length);
            low.add(hash & 0xffff);
            high.add(hash >>> 16);
        }
        assertTrue(low.size() > LEAST_HIT * KEYS, low.size() + " buckets by the low bits");
        assertTrue(high.size() > LEAST_HIT * KEYS, high.size() + " buckets by the high bits");
    }
}
