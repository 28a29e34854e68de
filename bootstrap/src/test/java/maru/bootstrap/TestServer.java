package maru.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import maru.application.port.in.NoticeUseCase;
import maru.application.port.out.TimeSource;
import maru.bootstrap.commandline.Command;
import maru.bootstrap.commandline.Machine;
import maru.bootstrap.commandline.MaruCommandLine;
import maru.bootstrap.commandline.WrongCommandLineException;
import maru.bootstrap.wiring.SystemTime;

/** The whole server in this JVM, on any free port. */
final class TestServer implements AutoCloseable {
    private static final int FILES = 4_096;

    private final Server server;
    private final int port;

    /** Starts it with a command line. */
    TestServer(String... arguments) throws WrongCommandLineException {
        this(new SystemTime(), arguments);
    }

    /** The same with other clocks than the machine's. */
    TestServer(TimeSource time, String... arguments) throws WrongCommandLineException {
        List<String> typed = new ArrayList<>(List.of(arguments));
        typed.addAll(List.of("--port", "0"));
        Machine machine = new Machine(Map.of(), FILES, Runtime.getRuntime().maxMemory(), 2);
        Command command = new MaruCommandLine(machine, "test").parse(typed.toArray(String[]::new));
        if (!(command instanceof Command.Serve serve)) {
            throw new IllegalArgumentException("not a server: " + typed);
        }
        server = Server.open(serve.options(), time, thrown -> {
            throw new AssertionError(thrown);
        });
        port = server.start().getPort();
    }

    NoticeUseCase notices() {
        return server.notices();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        server.stop();
    }
}
