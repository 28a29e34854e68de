package maru.adapter.socket.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class EventCounterTest {
    private final EventCounter counter = new EventCounter(1_000);

    @Test
    void tellsOfTheFirstAtOnceAndOfTheOthersTogether() {
        assertEquals(1, counter.count(nanos(-5)));
        assertEquals(0, counter.count(nanos(10)));
        assertEquals(0, counter.count(nanos(990)));
        assertEquals(3, counter.count(nanos(995)));
        assertEquals(0, counter.count(nanos(1_994)));
        assertEquals(2, counter.count(nanos(60_000)));
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
