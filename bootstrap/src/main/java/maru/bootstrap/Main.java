package maru.bootstrap;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import maru.bootstrap.commandline.Command;
import maru.bootstrap.commandline.Machine;
import maru.bootstrap.commandline.MaruCommandLine;
import maru.bootstrap.commandline.MaruOptions;
import maru.bootstrap.commandline.Version;
import maru.bootstrap.commandline.WrongCommandLineException;
import maru.bootstrap.logging.MaruLog;
import maru.bootstrap.logging.MaruServiceProvider;
import maru.bootstrap.logging.VisibleText;

/** {@code java -jar bootstrap.jar mem|rdb [options]}. */
public final class Main {
    private static final int WRONG_COMMAND_LINE = 2;

    private Main() {}

    /** Returns when the server serves, or there was only something to show. */
    public static void main(String[] arguments) {
        System.setOut(inUtf8(FileDescriptor.out));
        System.setErr(inUtf8(FileDescriptor.err));
        MaruServiceProvider.install();
        Machine machine = Machine.current();
        try {
            Command command = new MaruCommandLine(machine, Version.NUMBER).parse(arguments);
            if (command instanceof Command.Serve serve) {
                serve(serve.options(), machine);
            } else if (command instanceof Command.Show show) {
                System.out.println(show.text());
            }
        } catch (WrongCommandLineException e) {
            System.err.println(
                    "Maru: " + VisibleText.of(String.valueOf(e.getMessage())) + "; " + MaruCommandLine.advice());
            System.exit(WRONG_COMMAND_LINE);
        }
    }

    private static void serve(MaruOptions options, Machine machine) {
        new Lifecycle(options, machine, MaruLog.process(), System.out, System.err).start();
    }

    /** Whatever the locale; a line is one write. */
    private static PrintStream inUtf8(FileDescriptor stream) {
        return new PrintStream(new BufferedOutputStream(new FileOutputStream(stream)), true, StandardCharsets.UTF_8);
    }
}
