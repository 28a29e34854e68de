package maru.bootstrap.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Size;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.impl.exec.ExecPty;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.ShutdownHooks;

/**
 * The terminal on standard input and output, set by way of {@code stty}. SIGINT is not JLine's here: it would take the
 * signal from the JVM, whose shutdown hook is how the server stops. Ctrl-C is a key, as long as a line is typed.
 */
final class SystemTerminal extends PosixSysTerminal {
    private static final int UNDEFINED = 0;
    private static final long PATIENCE_SECONDS = 5;

    /** Where the terminal says that it has none. */
    private static final Size USUAL_SIZE = new Size(80, 24);

    private SystemTerminal(String type, Pty pty) throws IOException {
        super("maru", type, pty, StandardCharsets.UTF_8, false, SignalHandler.SIG_DFL);
        // Who stops the server closes the terminal too, before anything else.
        ShutdownHooks.remove(closer);
    }

    /** Whether standard input and output are a terminal that can do more than to print lines. */
    static boolean isThere() {
        String type = type();
        return !type.isEmpty() && !type.equals("dumb") && isTerminal("0") && isTerminal("1");
    }

    /** Whether standard error is a terminal. */
    static boolean showsErrors() {
        return isTerminal("2");
    }

    static SystemTerminal open() throws IOException {
        // Else a read looks ten times a second whether something was typed, and never sees that the terminal is gone.
        System.setProperty(TerminalBuilder.PROP_NON_BLOCKING_READS, "false");
        // Else a read of a terminal that was closed meanwhile prints a warning.
        System.setProperty(TerminalBuilder.PROP_CLOSE_MODE, "strict");
        return new SystemTerminal(type(), ExecPty.current(new ExecTerminalProvider(), SystemStream.Output));
    }

    private static String type() {
        return System.getenv().getOrDefault("TERM", "");
    }

    /** Asked of the system: what the JVM's own console says of it differs from one version to the next. */
    private static boolean isTerminal(String descriptor) {
        try {
            Process test =
                    new ProcessBuilder("test", "-t", descriptor).inheritIO().start();
            return test.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Size getSize() {
        Size size = super.getSize();
        return size.getColumns() > 0 && size.getRows() > 0 ? size : USUAL_SIZE;
    }

    @Override
    public SignalHandler handle(Signal signal, SignalHandler handler) {
        return signal == Signal.INT ? SignalHandler.SIG_DFL : super.handle(signal, handler);
    }

    @Override
    public Attributes enterRawMode() {
        Attributes before = super.enterRawMode();
        Attributes raw = getAttributes();
        raw.setControlChar(ControlChar.VINTR, UNDEFINED);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        setAttributes(raw);
        return before;
    }
}
