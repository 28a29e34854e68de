package maru.bootstrap.security.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What a server logs to its file. */
record Log(Path folder) {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** Waits until it has been logged so often. */
    void await(String text, int times) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (count(text) < times) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no " + text + " in: " + text());
            }
            Thread.sleep(10);
        }
    }

    private int count(String text) throws IOException {
        return text().split(Pattern.quote(text), -1).length - 1;
    }

    String text() throws IOException {
        Path file = folder.resolve("maru.log");
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
