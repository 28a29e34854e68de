package maru.bootstrap.logging;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes what is in the queue to the file, then to the terminal, on the thread {@code log}. */
final class LogWriter {
    private static final long TICK_MILLIS = 500;

    private final LogQueue queue;
    private final LogFile file;
    private final LogTerminal terminal;
    private final Runnable tick;
    private final Thread thread = new Thread(this::run, "log");
    private final ReentrantLock fileLock = new ReentrantLock();
    private volatile boolean closing;

    /** @param tick called about twice a second, on the thread {@code log} */
    LogWriter(LogQueue queue, LogFile file, LogTerminal terminal, Runnable tick) {
        this.queue = queue;
        this.file = file;
        this.terminal = terminal;
        this.tick = tick;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    void showOn(@Nullable Consumer<String> screen) {
        terminal.showOn(screen);
    }

    void openTerminal() {
        terminal.open();
        queue.wakeUp();
    }

    /** Everything added before is written, if that is done within about the given time. */
    void close(long millis) throws InterruptedException {
        closing = true;
        queue.wakeUp();
        thread.join(millis);
        if (thread.isAlive() && fileLock.tryLock()) {
            try {
                // The terminal is stuck, perhaps for good. The file need not be.
                file.write(queue.takeNow());
            } finally {
                fileLock.unlock();
            }
        }
    }

    private void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                turn();
            }
            file.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() throws InterruptedException {
        try {
            write(queue.take(TICK_MILLIS));
            tick.run();
        } catch (RuntimeException e) {
            queue.leaveOut();
        }
    }

    private void write(List<LogLine> lines) {
        fileLock.lock();
        try {
            file.write(lines);
        } finally {
            fileLock.unlock();
        }
        terminal.write(lines);
    }
}
