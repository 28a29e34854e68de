package maru.bootstrap.security.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server as a process whose console and log are files, so that every byte of them can be looked at. */
final class HostileServer implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Maru is ready on 127\\.0\\.0\\.1:(\\d+) ");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);

    private final Process process;
    private final Path output;
    private final Path errors;
    private final Path log;
    private final int port;

    HostileServer(Path folder) throws IOException, InterruptedException {
        output = folder.resolve("console");
        errors = folder.resolve("stderr");
        log = folder.resolve("maru.log");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "maru.bootstrap.Main",
                        "rdb",
                        "--port",
                        "0",
                        "--log-level",
                        "trace")
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        await("it serves", () -> READY.matcher(text(output)).find());
        Matcher ready = READY.matcher(text(output));
        assertTrue(ready.find());
        port = Integer.parseInt(ready.group(1));
    }

    int port() {
        return port;
    }

    /** A line of the operator's. */
    void type(byte[] line) throws IOException {
        process.getOutputStream().write(line);
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    void type(String line) throws IOException {
        type(HostileBytes.utf8(line));
    }

    /** Waits until the console has shown that. */
    void awaitShown(String text) throws InterruptedException {
        await(text, () -> text(output).contains(text));
    }

    /** What the JVM's own tool says of it: its threads' names, and how it was started. */
    List<String> lookedAtFromOutside() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = Long.toString(process.pid());
        return List.of(said(jcmd, pid, "Thread.print"), said(jcmd, pid, "VM.command_line"));
    }

    private static String said(String... command) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, asked.waitFor(), text);
        return text;
    }

    /** Ends in good order. */
    void stop() throws IOException, InterruptedException {
        type("stop");
        assertTrue(process.waitFor(40, TimeUnit.SECONDS), "it does not stop");
        assertEquals(0, process.exitValue(), text(errors));
    }

    byte[] output() throws IOException {
        return Files.readAllBytes(output);
    }

    byte[] errors() throws IOException {
        return Files.readAllBytes(errors);
    }

    byte[] log() throws IOException {
        return Files.readAllBytes(log);
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(process.isAlive(), () -> "the server has ended before " + what + ": " + text(errors));
            assertTrue(System.nanoTime() < end, () -> "waited in vain: " + what);
            Thread.sleep(20); // a file tells nobody that it has grown
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
