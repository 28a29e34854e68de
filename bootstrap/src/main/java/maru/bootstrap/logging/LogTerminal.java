package maru.bootstrap.logging;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.simple.SimpleServiceProvider;

/**
 * Standard error, by way of slf4j-simple. Shut at first: a server that can't start says why in one sentence, with
 * nothing around it. Opened when the server serves, or when its start takes long enough for someone to wonder. Where an
 * operator types on the same terminal, the lines go through what keeps the half-typed one whole. {@link #write} belongs
 * to the thread {@code log}.
 */
final class LogTerminal {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Logger simple;
    private final LongSupplier nanoTime;
    private final long madeAtNanos;
    private final List<LogLine> held = new ArrayList<>();
    private volatile boolean open;

    @GuardedBy("this") private @Nullable Consumer<String> screen;

    LogTerminal(Logger simple, LongSupplier nanoTime) {
        this.simple = simple;
        this.nanoTime = nanoTime;
        this.madeAtNanos = nanoTime.getAsLong();
    }

    /** A logger of slf4j-simple that prints the level and what it is given. */
    static Logger simpleLogger() {
        String prefix = "org.slf4j.simpleLogger.";
        System.setProperty(prefix + "logFile", "System.err");
        System.setProperty(prefix + "defaultLogLevel", "trace");
        for (String part :
                List.of("showDateTime", "showThreadName", "showThreadId", "showLogName", "showShortLogName")) {
            System.setProperty(prefix + part, "false");
        }
        SimpleServiceProvider provider = new SimpleServiceProvider();
        provider.initialize();
        return provider.getLoggerFactory().getLogger("maru");
    }

    void open() {
        open = true;
    }

    /**
     * Where lines are shown from now on. Waits for those that are being shown.
     *
     * @param instead of standard error; null: there
     */
    synchronized void showOn(@Nullable Consumer<String> instead) {
        screen = instead;
    }

    synchronized void write(List<LogLine> lines) {
        held.addAll(lines);
        if (open || nanoTime.getAsLong() - madeAtNanos >= PATIENCE_NANOS) {
            held.forEach(this::show);
            held.clear();
        }
    }

    @GuardedBy("this") private void show(LogLine line) {
        if (screen != null) {
            screen.accept(line.toString());
        } else {
            simple.makeLoggingEventBuilder(line.level()).log(line.rest());
        }
    }
}
