package maru.bootstrap.logging;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * One event, and always one line.
 *
 * <pre>{@code
 * INFO 2026-08-02T10:00:00.123Z [io-1] SocketServer session_closed id=7 reason=SLOW
 * level rest: time (UTC), thread, logger without its package, message; then what was thrown, " | " before each frame
 * }</pre>
 *
 * @param rest the line behind its level, which slf4j-simple puts in front of it
 */
public record LogLine(Level level, String rest) {
    /** In characters. What is longer is cut: 10,000 lines are kept in memory. */
    static final int MAX_LENGTH = 8_192;

    /** Milliseconds even where they are 0, which {@link Instant#toString} leaves out. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT);

    private static final int MAX_CAUSES = 4;
    private static final int MAX_FRAMES_EACH = 30;

    static LogLine of(
            long unixMillis, Level level, String logger, @Nullable String message, @Nullable Throwable thrown) {
        StringBuilder line = new StringBuilder(128);
        TIME.formatTo(Instant.ofEpochMilli(unixMillis).atOffset(ZoneOffset.UTC), line);
        line.append(" [")
                .append(VisibleText.of(Thread.currentThread().getName()))
                .append("] ");
        line.append(logger.substring(logger.lastIndexOf('.') + 1)).append(' ');
        line.append(VisibleText.of(cut(String.valueOf(message))));
        appendThrown(line, thrown);
        return new LogLine(level, cut(line.toString()));
    }

    @Override
    public String toString() {
        return level + " " + rest;
    }

    private static void appendThrown(StringBuilder line, @Nullable Throwable thrown) {
        String before = " | ";
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth <= MAX_CAUSES && line.length() < MAX_LENGTH; depth++) {
            line.append(before).append(VisibleText.of(cut(cause.toString())));
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, MAX_FRAMES_EACH); i++) {
                line.append(" | at ").append(VisibleText.of(frames[i].toString()));
            }
            before = " | caused by ";
            cause = cause.getCause();
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 1) + '…';
    }
}
