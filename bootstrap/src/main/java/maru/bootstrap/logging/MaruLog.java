package maru.bootstrap.logging;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * The log of the process: its loggers and their levels, the newest lines, and from {@link #start} on the file and the
 * terminal, where what was logged before is written too. From any thread.
 */
public final class MaruLog {
    private static final MaruLog PROCESS = new MaruLog(LogRing.CAPACITY, 8_192, System::nanoTime);
    private static final long CLOSE_MILLIS = 1_000;
    private static final int MAX_CAUSES = 8;

    private final LongSupplier nanoTime;
    private final LogRing ring;
    private final LogQueue queue;
    private final LogLevels levels;
    private volatile Runnable onOutOfMemory = () -> {};

    @GuardedBy("this") private @Nullable LogWriter writer;

    MaruLog(int ringCapacity, int queueCapacity, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        ring = new LogRing(ringCapacity);
        queue = new LogQueue(queueCapacity);
        levels = new LogLevels(this, Level.INFO, nanoTime);
    }

    /** The one that SLF4J's loggers of this process write to. */
    public static MaruLog process() {
        return PROCESS;
    }

    public LogLevels levels() {
        return levels;
    }

    public LogRing ring() {
        return ring;
    }

    /** From now on lines are appended to the file, and shown on standard error when that is open. Once only. */
    public void start(Path file) {
        start(file, LogTerminal.simpleLogger());
    }

    synchronized void start(Path file, Logger terminal) {
        LogWriter started = new LogWriter(
                queue, new LogFile(file, new Complaints(), nanoTime), new LogTerminal(terminal, nanoTime), this::tick);
        writer = started;
        started.start();
    }

    /** Shows on standard error what was logged, and what will be; else that begins 2 seconds after the start. */
    public synchronized void openTerminal() {
        if (writer != null) {
            writer.openTerminal();
        }
    }

    /**
     * Shows lines there from now on, and no more on standard error. Waits for those that are being shown: that may be
     * long where the terminal is stuck.
     *
     * @param screen takes a line each, on the thread {@code log}; null: standard error again
     */
    public void showOn(@Nullable Consumer<String> screen) {
        // Not under the lock: close() must not wait for a terminal.
        LogWriter started = writer();
        if (started != null) {
            started.showOn(screen);
        }
    }

    private synchronized @Nullable LogWriter writer() {
        return writer;
    }

    /**
     * What to do when an {@link OutOfMemoryError} is logged. Libraries catch everything that a task of theirs throws
     * and log it: no handler of a thread hears of it.
     */
    public void onOutOfMemory(Runnable action) {
        onOutOfMemory = action;
    }

    /** Writes what is left, for about a second at most. What is logged later reaches the ring only. */
    public synchronized void close() throws InterruptedException {
        if (writer != null) {
            writer.close(CLOSE_MILLIS);
        }
    }

    void add(LogLine line, @Nullable Throwable thrown) {
        ring.add(line);
        queue.add(line);
        lookForOutOfMemory(thrown);
    }

    /** Of what is logged, or would be at another level. */
    void lookForOutOfMemory(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof OutOfMemoryError) {
                onOutOfMemory.run();
            }
            cause = cause.getCause();
        }
    }

    /** A line that could not even be made. */
    void leaveOut() {
        queue.leaveOut();
    }

    private void tick() {
        for (String prefix : levels.expire()) {
            levels.getLogger(MaruLog.class.getName()).info("level_back logger={}", LogLevels.nameOf(prefix));
        }
    }

    private final class Complaints implements LogFile.Complaints {
        private final Logger logger = levels.getLogger(LogFile.class.getName());

        @Override
        public void failed(Path file, IOException why) {
            logger.warn("log_file_failed file={} why={}", file, why.toString());
        }

        @Override
        public void works(Path file, long linesMissed) {
            logger.warn("log_file_works_again file={} lines_missed={}", file, linesMissed);
        }
    }
}
