package maru.bootstrap.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the operator's lines. When there are no more, the console ends, and the server goes on. */
public final class ConsoleThread {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleThread.class);

    private ConsoleThread() {}

    /**
     * Begins to read.
     *
     * @param output takes a line each
     */
    public static Thread start(Console console, InputStream in, Consumer<String> output) {
        Thread thread = new Thread(() -> run(console, new ConsoleInput(in), output), "console");
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

    private static void run(Console console, ConsoleInput input, Consumer<String> output) {
        try {
            String line = input.line();
            while (line != null) {
                console.run(line, output);
                line = input.line();
            }
            LOG.debug("console_ended");
        } catch (IOException e) {
            LOG.info("console_ended why={}", e.toString());
        }
    }
}
