package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import maru.bootstrap.testing.AwaitedOutput;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.InheritedSignals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process on a real terminal. */
class TerminalServerTest {
    /** Runs its arguments on a new terminal; at the end says their exit code, and how the terminal was left. */
    private static final String ON_A_TERMINAL = """
            import os, pty, select, subprocess, sys, termios
            master, slave = pty.openpty()
            child = subprocess.Popen(sys.argv[1:], stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
            print(child.pid, flush=True)
            while True:
                ready = select.select([0, master], [], [], 0.1)[0]
                if 0 in ready:
                    typed = os.read(0, 4096)
                    if not typed:
                        child.kill()
                        break
                    os.write(master, typed)
                if master in ready:
                    os.write(1, os.read(master, 65536))
                elif child.poll() is not None:
                    break
            flags = termios.tcgetattr(slave)[3]
            whole = flags & termios.ECHO and flags & termios.ICANON
            print("exit", child.wait(), "terminal", "whole" if whole else "spoilt", flush=True)
            """;

    private final AwaitedOutput screen = new AwaitedOutput();
    private Process process;
    private Thread reader;
    private long pid;
    private int port;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", "-c", ON_A_TERMINAL));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "maru.bootstrap.Main", "mem"));
        command.addAll(List.of("--port", "0"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("TERM", "xterm");
        process = builder.redirectErrorStream(true).start();
        reader = new Thread(this::copy, "screen");
        reader.setDaemon(true);
        reader.start();
        screen.await("Maru is ready on 127.0.0.1:\\d+ \\(mem\\)\n");
        // A start that takes long shows its log first.
        Matcher head = Pattern.compile("^(\\d+)\n.*?Maru is ready on [^\n]*:(\\d+) \\(mem\\)\n", Pattern.DOTALL)
                .matcher(screen.text());
        assertTrue(head.find(), screen.text());
        pid = Long.parseLong(head.group(1));
        port = Integer.parseInt(head.group(2));
        screen.await("maru> ");
    }

    @AfterEach
    void end() throws Exception {
        process.getOutputStream().close();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        reader.join(20_000);
        assertFalse(screen.text().contains("WARNING"), screen.text());
    }

    private void copy() {
        try {
            process.getInputStream().transferTo(screen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepsTheHalfTypedLineWhileTheLogScrolls() throws Exception {
        type("level maru debug\r");
        screen.await("maru is at debug.*maru> ");
        type("sta");
        screen.await("sta");
        loseAConnection();
        screen.await(" connection_lost [^\n]*\n+maru> sta");
        type("ts\r");
        screen.await("clients.ever 1\n.*maru> ");
        type("stop\r");
        screen.await("stopping\n.* server_stopped .*exit 0 terminal whole\n");
    }

    @Test
    void ctrlCStopsItOnAnEmptyLineOnly() throws Exception {
        type("sta");
        screen.await("sta");
        type("\003");
        screen.await("maru> ");
        type("stats\r");
        screen.await("clients.connected 0\n.*maru> ");
        type("\003");

        screen.await("stopping\n.*exit 0 terminal whole\n");
    }

    @Test
    void aSignalStopsItWhateverIsTyped() throws Exception {
        InheritedSignals.assumeNotIgnored(InheritedSignals.INT);
        type("sta");
        screen.await("sta");
        Process kill = new ProcessBuilder("kill", "-INT", Long.toString(pid)).start();
        assertEquals(0, kill.waitFor());

        screen.await(" server_stopped .*exit 0 terminal whole\n");
    }

    @Test
    void goesOnServingWhenTheConsoleEnds() throws Exception {
        type("\004");
        screen.await("the console ends, and the server goes on");
        screen.await("console_ended");
        try (FrameClient client = new FrameClient(port)) {
            assertEquals("pong<>", client.ask("ping<>"));
        }
        assertTrue(ProcessHandle.of(pid).orElseThrow().destroy());

        screen.await(" server_stopped .*exit 0 terminal whole\n");
    }

    /** Which is logged, at debug. */
    private void loseAConnection() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("ping<>".getBytes(StandardCharsets.UTF_8));
            assertEquals('p', socket.getInputStream().read());
            socket.setSoLinger(true, 0);
        }
    }

    private void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }
}
