package maru.application.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import maru.application.testing.SettableTime;
import org.junit.jupiter.api.Test;

class RateTableTest {
    private final SettableTime time = new SettableTime();

    @Test
    void givesTheBurstAtOnceAndThenOneAfterEachInterval() {
        RateTable<String> table = new RateTable<>(Rate.of(5, Duration.ofMinutes(1)), 10, time);
        for (int i = 0; i < 5; i++) {
            assertEquals(0, table.take("a"));
        }
        assertEquals(12_000, table.take("a"));
        time.advance(11_999);
        assertEquals(1, table.take("a"));
        time.advance(1);
        assertEquals(0, table.take("a"));
        assertEquals(12_000, table.waitMillis("a"));
    }

    @Test
    void countsEachKeyByItself() {
        RateTable<String> table = new RateTable<>(Rate.of(1, Duration.ofMinutes(1)), 10, time);
        assertEquals(0, table.take("a"));
        assertEquals(0, table.take("b"));
        assertEquals(60_000, table.take("a"));
    }

    @Test
    void countsWhatHasHappenedThoughNoneWasLeft() {
        RateTable<String> table = new RateTable<>(Rate.of(1, Duration.ofMinutes(1)), 10, time);
        table.count("a");
        table.count("a");
        assertEquals(120_000, table.waitMillis("a"));
    }

    @Test
    void whatIsGivenBackMayBeTakenAgain() {
        RateTable<String> table = new RateTable<>(Rate.of(2, Duration.ofMinutes(1)), 10, time);
        table.take("a");
        table.take("a");
        assertEquals(30_000, table.take("a"));
        table.giveBack("a");
        assertEquals(0, table.take("a"));
        table.giveBack("a");
        table.giveBack("a");
        assertEquals(0, table.size());
        table.giveBack("nobody");
        assertEquals(0, table.size());
    }

    @Test
    void remembersNoMoreKeysThanItMay() {
        RateTable<Integer> table = new RateTable<>(Rate.of(1, Duration.ofMinutes(1)), 100, time);
        for (int key = 0; key < 10_000; key++) {
            assertEquals(0, table.take(key));
        }
        assertEquals(100, table.size());
        assertEquals(60_000, table.waitMillis(9_999));
    }

    @Test
    void forgetsKeysThatMayTakeTheWholeBurstAgain() {
        RateTable<Integer> table = new RateTable<>(Rate.of(1, Duration.ofMinutes(1)), 100, time);
        for (int key = 0; key < 50; key++) {
            assertEquals(0, table.take(key));
        }
        time.advance(60_000);
        assertEquals(0, table.take(50));
        assertEquals(1, table.size());
    }
}
