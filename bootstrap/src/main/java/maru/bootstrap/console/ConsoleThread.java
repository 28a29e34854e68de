package maru.bootstrap.console;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import maru.bootstrap.logging.MaruLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the operator's lines, with a prompt where standard input and output are a terminal, plainly elsewhere. When
 * there are no more, the console ends, and the server goes on.
 */
public final class ConsoleThread {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleThread.class);
    private static final long CLOSE_MILLIS = 500;

    private final Console console;
    private final MaruLog log;

    @GuardedBy("this") private @Nullable TerminalPrompt prompt;

    @GuardedBy("this") private boolean closed;

    private ConsoleThread(Console console, MaruLog log) {
        this.console = console;
        this.log = log;
    }

    /**
     * Begins to read standard input.
     *
     * @param output takes a line each, where there is no terminal
     */
    public static ConsoleThread start(Console console, MaruLog log, InputStream in, Consumer<String> output) {
        ConsoleThread thread = new ConsoleThread(console, log);
        start(() -> thread.run(in, output));
        return thread;
    }

    /** Begins to read lines plainly. */
    static Thread startPlain(Console console, InputStream in, Consumer<String> output) {
        return start(() -> new PlainLines(console, new ConsoleInput(in), output).run());
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "console");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Whether standard input was given to this process. Where it was closed, the first file that the JVM opens takes
     * its number, 0: that is one of the JVM's own, and who reads it as commands takes bytes from under its loader.
     */
    public static boolean hasStandardInput() {
        try {
            Path source = Path.of("/proc/self/fd/0").toRealPath();
            return !source.startsWith(Path.of(System.getProperty("java.home")).toRealPath());
        } catch (IOException e) {
            // Not Linux, or not a file.
            return true;
        }
    }

    private void run(InputStream in, Consumer<String> output) {
        TerminalPrompt opened = open();
        if (opened == null) {
            new PlainLines(console, new ConsoleInput(in), output).run();
            return;
        }
        if (SystemTerminal.showsErrors()) {
            log.showOn(opened);
        }
        opened.run();
        close();
    }

    /** Null where there is no terminal, or the server stops. */
    private @Nullable TerminalPrompt open() {
        try {
            return SystemTerminal.isThere() ? adopt(new TerminalPrompt(SystemTerminal.open(), console)) : null;
        } catch (IOException | RuntimeException e) {
            LOG.info("console_is_plain why={}", e.toString());
            return null;
        }
    }

    private synchronized @Nullable TerminalPrompt adopt(TerminalPrompt opened) {
        prompt = closed ? null : opened;
        return prompt;
    }

    private synchronized @Nullable TerminalPrompt takePrompt() {
        closed = true;
        TerminalPrompt taken = prompt;
        prompt = null;
        return taken;
    }

    /** Leaves the terminal as it was found. Takes half a second at most; a terminal that is stuck is left alone. */
    public void close() {
        TerminalPrompt taken = takePrompt();
        if (taken == null) {
            return;
        }
        Thread closing = new Thread(() -> close(taken), "console-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close(TerminalPrompt taken) {
        try {
            log.showOn(null);
            taken.close();
        } catch (IOException | RuntimeException | Error e) {
            LOG.debug("terminal_not_restored", e);
        }
    }
}
