package maru.bootstrap.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LogLineTest {
    /** 2026-08-02T10:00:00.007Z */
    private static final long TIME = 1_785_664_800_007L;

    @Test
    void saysLevelTimeThreadLoggerAndMessage() {
        String thread = Thread.currentThread().getName();

        LogLine line = LogLine.of(TIME, Level.WARN, "maru.adapter.Session", "session_closed id=7", null);

        assertEquals("WARN 2026-08-02T10:00:00.007Z [" + thread + "] Session session_closed id=7", line.toString());
    }

    @Test
    void isOneLineWhateverTheMessageHolds() {
        LogLine line = LogLine.of(TIME, Level.INFO, "x", "name=\u001b[31mred\r\nINFO forged\u202e", null);

        assertTrue(line.toString().endsWith(" x name=\\u001b[31mred\\r\\nINFO forged\\u202e"), line.toString());
    }

    @Test
    void hasWhatWasThrownAndItsCauseInTheSameLine() {
        Throwable thrown = new IllegalStateException("two\nlines", new IOException("disk"));

        String line = LogLine.of(TIME, Level.ERROR, "x", "failed", thrown).toString();

        assertTrue(line.contains(" x failed | java.lang.IllegalStateException: two\\nlines | at maru."), line);
        assertTrue(line.contains(" | caused by java.io.IOException: disk | at maru."), line);
        assertFalse(line.contains("\n"), line);
    }

    @Test
    void endsThoughCausesGoInACircle() {
        Exception first = new Exception("first");
        first.initCause(new Exception("second", first));

        assertTrue(LogLine.of(TIME, Level.ERROR, "x", "m", first).rest().length() <= LogLine.MAX_LENGTH);
    }

    @Test
    void isCutWhereItIsVeryLong() {
        LogLine line = LogLine.of(TIME, Level.INFO, "x", "y".repeat(1 << 20), new Exception("z".repeat(1 << 20)));

        assertEquals(LogLine.MAX_LENGTH, line.rest().length());
        assertTrue(line.rest().endsWith("…"));
    }
}
