package maru.bootstrap.testing;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Signals that this process was started to ignore, as {@code nohup} and a shell's background jobs do: so do those that it
 * starts, and a JVM can't change that.
 */
public final class InheritedSignals {
    public static final int HUP = 1;
    public static final int INT = 2;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String IGNORED = "SigIgn:";
    private static final int HEXADECIMAL = 16;

    private InheritedSignals() {}

    /** Skips the test where that signal would reach nobody. */
    public static void assumeNotIgnored(int signal) throws IOException {
        if (!Files.exists(STATUS)) {
            return;
        }
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(IGNORED)) {
                BigInteger ignored =
                        new BigInteger(line.substring(IGNORED.length()).strip(), HEXADECIMAL);
                assumeFalse(ignored.testBit(signal - 1), "this process was started to ignore signal " + signal);
            }
        }
    }
}
