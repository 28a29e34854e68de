package maru.bootstrap.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server as a process of its own, with the classes under test. Its output goes to files in its folder. */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Maru is ready on 127\\.0\\.0\\.1:(\\d+) \\((mem|rdb)\\)");
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final BufferedReader output;
    private final Path errors;
    private int port;

    ServerProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a process and does not wait; {@link #awaitReady} or {@link #awaitExit} do. */
    public static ServerProcess launch(Path folder, String... arguments) throws IOException {
        return new ServerLaunch(folder).launch(arguments);
    }

    /** Starts a server on any free port and waits until it serves. */
    public static ServerProcess start(Path folder, String store, String... options) throws IOException {
        return new ServerLaunch(folder).start(store, options);
    }

    /** Waits for the line that says that it serves. */
    public ServerProcess awaitReady() throws IOException {
        String line = output.readLine();
        Matcher ready = READY.matcher(line == null ? "" : line);
        if (!ready.matches()) {
            throw new IOException("the server did not start: " + line + ", " + errors());
        }
        port = Integer.parseInt(ready.group(1));
        return this;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public FrameClient connect() throws IOException {
        return new FrameClient(port);
    }

    /** Types a line on the operator's console. */
    public void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** The next line on standard output; null at its end. */
    public String outputLine() throws IOException {
        return output.readLine();
    }

    /** What came on standard error so far. */
    public String errors() throws IOException {
        return Files.readString(errors);
    }

    /** As {@code kill -9}; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As {@code kill}. */
    public void terminate() {
        process.destroy();
    }

    /** Sends a signal: {@code STOP} and {@code CONT} make it stand still and go on. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -" + name + " " + pid() + " exited with " + kill.exitValue());
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the server did not stop within " + PATIENCE_SECONDS + " seconds");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
