package maru.bootstrap.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LogRingTest {
    private final LogRing ring = new LogRing(3);

    @Test
    void keepsTheNewestOnly() {
        for (int i = 1; i <= 5; i++) {
            ring.add(new LogLine(Level.INFO, "line " + i));
        }

        assertEquals(List.of("line 3", "line 4", "line 5"), newest(Level.TRACE, 10));
        assertEquals(List.of("line 4", "line 5"), newest(Level.TRACE, 2));
    }

    @Test
    void givesThoseOfALevelOrAbove() {
        ring.add(new LogLine(Level.ERROR, "error"));
        ring.add(new LogLine(Level.DEBUG, "debug"));
        ring.add(new LogLine(Level.WARN, "warn"));

        assertEquals(List.of("error", "warn"), newest(Level.WARN, 10));
        assertEquals(List.of("warn"), newest(Level.WARN, 1));
    }

    @Test
    void isEmptyAtFirst() {
        assertEquals(List.of(), newest(Level.TRACE, 10));
    }

    private List<String> newest(Level atLeast, int count) {
        return ring.newest(atLeast, count).stream().map(LogLine::rest).toList();
    }
}
