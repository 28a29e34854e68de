package maru.bootstrap.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {
    @ParameterizedTest
    @CsvSource({"1s, 1000", "30m, 1800000", "2h, 7200000", "1d, 86400000", "3650d, 315360000000"})
    void isANumberAndAUnit(String typed, long millis) throws WrongCommandException {
        assertEquals(millis, TimeSpan.millis(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "30", "0s", "-1s", "3651d", "1.5h", "30 m", "9999999999s", "٣m", "1w"})
    void isNothingElse(String typed) {
        assertEquals(
                "a time is 30s, 30m, 2h or 1d, up to 3650d, and not '" + typed + "'",
                assertThrows(WrongCommandException.class, () -> TimeSpan.millis(typed))
                        .getMessage());
    }
}
