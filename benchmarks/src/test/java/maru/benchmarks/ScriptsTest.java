package maru.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Runs the tests of what compare and grow reckon with. They are Python programs. */
final class ScriptsTest {
    @Test
    void pythonTestsPass() throws IOException, InterruptedException {
        Process python = new ProcessBuilder("python3", "-B", "-m", "unittest", "discover", "-t", ".", "-s", "tests")
                .redirectErrorStream(true)
                .start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor(), said);
    }
}
