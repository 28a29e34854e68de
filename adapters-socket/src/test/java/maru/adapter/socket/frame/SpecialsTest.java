package maru.adapter.socket.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SpecialsTest {
    private static final int LENGTH = 40;
    private static final int RANDOM_ARRAYS = 20_000;

    @Test
    void findsEachByteThatIsSpecialAtEachPlaceFromEachStart() {
        for (int value = 0; value < 256; value++) {
            for (int place = 0; place < 24; place++) {
                byte[] bytes = new byte[32];
                Arrays.fill(bytes, (byte) 'x');
                bytes[place] = (byte) value;
                for (int from = 0; from <= place; from++) {
                    int expected = isSpecial((byte) value) ? place : bytes.length;
                    assertEquals(expected, Specials.first(bytes, from, bytes.length), value + " at " + place);
                }
            }
        }
    }

    @Test
    void isNotMisledByTheBytesAroundASpecialOne() {
        for (int before = 0; before < 256; before++) {
            for (int after = 0; after < 256; after++) {
                for (byte special : new byte[] {'<', '>', ',', '\\'}) {
                    byte[] bytes = {'a', 'b', (byte) before, special, (byte) after, 'c', 'd', 'e'};
                    assertEquals(first(bytes, 0, 8), Specials.first(bytes, 0, 8));
                }
            }
        }
    }

    @Test
    void agreesWithALoopOverTheBytes() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] bytes = new byte[LENGTH];
        for (int round = 0; round < RANDOM_ARRAYS; round++) {
            random.nextBytes(bytes);
            int from = random.nextInt(LENGTH + 1);
            int to = from + random.nextInt(LENGTH - from + 1);
            assertEquals(first(bytes, from, to), Specials.first(bytes, from, to));
            assertEquals(escapedLength(bytes, from, to), Specials.escapedLength(bytes, from, to));
        }
    }

    @Test
    void doesNotLookBehindTheEnd() {
        byte[] bytes = "abcdefgh<>,\\".getBytes(StandardCharsets.US_ASCII);
        for (int to = 0; to <= 8; to++) {
            assertEquals(to, Specials.first(bytes, 0, to));
            assertEquals(to, Specials.escapedLength(bytes, 0, to));
        }
    }

    @Test
    void countsABackslashForEachSpecialByte() {
        byte[] bytes = "<<>>,,\\\\a".getBytes(StandardCharsets.US_ASCII);
        assertEquals(17, Specials.escapedLength(bytes, 0, 9));
        assertEquals(1, Specials.escapedLength(bytes, 8, 9));
        assertEquals(2, Specials.escapedLength(bytes, 7, 8));
    }

    private static int first(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !isSpecial(bytes[at])) {
            at++;
        }
        return at;
    }

    private static int escapedLength(byte[] bytes, int from, int to) {
        int length = 0;
        for (int at = from; at < to; at++) {
            length += isSpecial(bytes[at]) ? 2 : 1;
        }
        return length;
    }

    private static boolean isSpecial(byte b) {
        return b == 0x3c || b == 0x3e || b == 0x2c || b == 0x5c;
    }
}
