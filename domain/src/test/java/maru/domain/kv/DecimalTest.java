package maru.domain.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalTest {
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "7",
                "42",
                "-1",
                "-0",
                "007",
                "-007",
                "9223372036854775807",
                "-9223372036854775808",
                "0000000000000000000000000000001"
            })
    void readsNumbers(String text) {
        assertTrue(isLong(text));
        assertEquals(Long.parseLong(text), parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "--1",
                "+1",
                " 1",
                "1 ",
                "1.0",
                "1e3",
                "0x1",
                "a",
                "1a",
                "-a",
                "9223372036854775808",
                "-9223372036854775809",
                "10000000000000000000",
                "99999999999999999999999",
                "１"
            })
    void takesNothingElse(String text) {
        assertFalse(isLong(text));
    }

    @Test
    void agreesWithBigIntegersAroundTheBounds() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 20_000; round++) {
            BigInteger number =
                    (random.nextBoolean() ? LEAST : MOST).add(BigInteger.valueOf(random.nextInt(-300, 300)));
            boolean fits = number.compareTo(LEAST) >= 0 && number.compareTo(MOST) <= 0;
            assertEquals(fits, isLong(number.toString()), number.toString());
            if (fits) {
                assertEquals(number.longValueExact(), parse(number.toString()));
            }
        }
    }

    @Test
    void readsAPartOfAnArray() {
        byte[] bytes = "<-12,3>".getBytes(StandardCharsets.US_ASCII);
        assertTrue(Decimal.isLong(bytes, 1, 4));
        assertEquals(-12, Decimal.parseLong(bytes, 1, 4));
        assertFalse(Decimal.isLong(bytes, 1, 5));
    }

    private static boolean isLong(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Decimal.isLong(bytes, 0, bytes.length);
    }

    private static long parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Decimal.parseLong(bytes, 0, bytes.length);
    }
}
