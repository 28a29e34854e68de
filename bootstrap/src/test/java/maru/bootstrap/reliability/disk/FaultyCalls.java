package maru.bootstrap.reliability.disk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import maru.bootstrap.testing.ServerLaunch;
import org.opentest4j.TestAbortedException;

/** A server's calls of the system on files, which fail or take their time when a test says so: see {@code faults.c}. */
final class FaultyCalls implements AutoCloseable {
    static final int EIO = 5;
    static final int EDQUOT = 122;
    static final int ENOSPC = 28;

    private static final int RULES_BYTES = 8_192;
    private static final int FIRED_AT = 4_096;

    private final Path library;
    private final Path rules;
    private final FileChannel channel;
    private int generation;

    private FaultyCalls(Path library, Path rules) throws IOException {
        this.library = library;
        this.rules = rules;
        Files.write(rules, new byte[RULES_BYTES]);
        this.channel = FileChannel.open(rules, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /**
     * Compiles them.
     *
     * @throws TestAbortedException where there is no C compiler
     */
    static FaultyCalls in(Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("faults.c");
        try (InputStream in = FaultyCalls.class.getResourceAsStream("faults.c")) {
            Files.write(source, in.readAllBytes());
        }
        Path library = folder.resolve("faults.so");
        try {
            Process gcc = new ProcessBuilder(
                            "gcc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString(), "-ldl")
                    .inheritIO()
                    .start();
            assumeTrue(gcc.waitFor() == 0, "faults.c can't be compiled on this machine");
        } catch (IOException e) {
            throw new TestAbortedException("there is no gcc on this machine", e);
        }
        return new FaultyCalls(library, folder.resolve("faults"));
    }

    /** For a server that makes its calls through these. */
    ServerLaunch launch(Path folder) {
        return new ServerLaunch(folder)
                .environment("LD_PRELOAD", library.toString())
                .environment("MARU_FAULTS", rules.toString());
    }

    /** From now on every such call fails: {@code sync}, {@code write}, {@code read}, {@code open} of such files. */
    void fail(String call, String endOfName, int errno) throws IOException {
        rule(call, endOfName, errno, 0, 0, -1);
    }

    /** So many such calls go well, the next ones fail. */
    void fail(String call, String endOfName, int errno, int skipped, int count) throws IOException {
        rule(call, endOfName, errno, 0, skipped, count);
    }

    /** From now on every such call takes longer. */
    void delay(String call, String endOfName, int millis) throws IOException {
        rule(call, endOfName, 0, millis, 0, -1);
    }

    private void rule(String call, String endOfName, int errno, int millis, int skipped, int count) throws IOException {
        heal();
        generation++;
        byte[] rule = (call
                        + ' '
                        + endOfName
                        + ' '
                        + errno
                        + ' '
                        + millis
                        + ' '
                        + skipped
                        + ' '
                        + count
                        + ' '
                        + generation
                        + '\0')
                .getBytes(StandardCharsets.US_ASCII);
        channel.write(ByteBuffer.wrap(new byte[Integer.BYTES]), FIRED_AT);
        channel.write(ByteBuffer.wrap(rule, 1, rule.length - 1), 1);
        channel.write(ByteBuffer.wrap(rule, 0, 1), 0);
    }

    void heal() throws IOException {
        channel.write(ByteBuffer.wrap(new byte[1]), 0);
    }

    /** How many calls met the last rule. */
    int met() {
        ByteBuffer count = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
        try {
            channel.read(count, FIRED_AT);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return count.getInt(0);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
