package maru.bootstrap.testing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What was written on a terminal, and a way to wait for it. */
public final class AwaitedOutput extends OutputStream {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    @GuardedBy("this") private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @GuardedBy("this") private int seen;

    @Override
    public synchronized void write(int b) {
        written.write(b);
        notifyAll();
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        written.write(bytes, from, length);
        notifyAll();
    }

    /** Waits for something behind what was waited for last. Escape sequences and carriage returns are left out. */
    public synchronized void await(String expression) throws InterruptedException {
        Pattern pattern = Pattern.compile(expression, Pattern.DOTALL);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            String text = text();
            var match = pattern.matcher(text);
            if (seen <= text.length() && match.find(seen)) {
                seen = match.end();
                return;
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                throw new AssertionError("no " + expression + " behind " + seen + " of: " + text);
            }
            wait(millis);
        }
    }

    /** All of it. An escape sequence that is not complete yet is left out too. */
    public synchronized String text() {
        return written.toString(StandardCharsets.UTF_8)
                .replaceAll("\u001b\\[[?0-9;]*[a-zA-Z]|\u001b[=>]|\u001b\\[?[?0-9;]*$|\r", "");
    }
}
