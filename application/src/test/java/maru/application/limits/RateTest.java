package maru.application.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTest {
    private static final long NOW = 1_000_000_000;

    @Test
    void tellsHowFarAheadSomebodyIs() {
        Rate rate = Rate.of(10, Duration.ofSeconds(1), 20);
        assertEquals(-20, rate.ahead(0, NOW));
        long state = rate.taken(0, NOW, 25);
        assertEquals(5, rate.ahead(state, NOW));
        assertEquals(5, rate.ahead(state, NOW + 99_999));
        assertEquals(4, rate.ahead(state, NOW + 100_000));
        assertEquals(0, rate.ahead(state, NOW + 500_000));
        assertEquals(-20, rate.ahead(state, NOW + 2_500_000));
        assertEquals(-20, rate.ahead(state, NOW + 3_000_000));
    }

    @Test
    void isAheadWhenNoneIsLeft() {
        Rate rate = Rate.of(7, Duration.ofSeconds(1), 3);
        long state = 0;
        for (int taken = 0; taken < 3; taken++) {
            assertEquals(0, rate.waitMicros(state, NOW));
            state = rate.taken(state, NOW);
        }
        assertEquals(0, rate.ahead(state, NOW));
        assertEquals(rate.intervalMicros(), rate.waitMicros(state, NOW));
        assertEquals(7, rate.perSecond());
    }

    @Test
    void hasABurstAndAnIntervalOfOneOrMore() {
        assertThrows(IllegalArgumentException.class, () -> new Rate(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, 0));
    }
}
