package maru.bootstrap.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Lines on their way to the thread {@code log}. When it is full, lines are left out and counted. */
final class LogQueue {
    private static final LogLine WAKE_UP = new LogLine(Level.TRACE, "");

    private final BlockingQueue<LogLine> lines;
    private final AtomicLong leftOut = new AtomicLong();

    LogQueue(int capacity) {
        lines = new LinkedBlockingQueue<>(capacity);
    }

    /** From any thread; never blocks. */
    void add(LogLine line) {
        if (!lines.offer(line)) {
            leaveOut();
        }
    }

    /** There is one line more that will not be written. */
    void leaveOut() {
        leftOut.incrementAndGet();
    }

    /** Ends the wait of {@link #take} now. */
    void wakeUp() {
        // Where there is no room nobody waits.
        boolean unused = lines.offer(WAKE_UP);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** All that is there; where nothing is, what comes within that time, perhaps nothing. */
    List<LogLine> take(long waitMillis) throws InterruptedException {
        LogLine first = lines.poll(waitMillis, TimeUnit.MILLISECONDS);
        return takeAll(first);
    }

    List<LogLine> takeNow() {
        return takeAll(null);
    }

    /** The whole queue, so that the word of what was left out has its place: behind all of it. */
    private List<LogLine> takeAll(@Nullable LogLine first) {
        List<LogLine> taken = new ArrayList<>();
        if (first != null) {
            taken.add(first);
        }
        lines.drainTo(taken);
        taken.removeIf(WAKE_UP::equals);
        long missing = leftOut.getAndSet(0);
        if (missing > 0) {
            String message = "log_lines_left_out count=" + missing;
            taken.add(LogLine.of(System.currentTimeMillis(), Level.WARN, "LogQueue", message, null));
        }
        return taken;
    }
}
