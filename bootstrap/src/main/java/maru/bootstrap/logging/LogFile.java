package maru.bootstrap.logging;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The file that lines are appended to, in UTF-8. One that can't be written is complained about once and tried again
 * every 10 seconds. Belongs to the thread {@code log}.
 */
final class LogFile {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Path path;
    private final Complaints complaints;
    private final LongSupplier nanoTime;
    private @Nullable OutputStream out;
    private boolean failed;
    private long failedAtNanos;
    private long missed;

    LogFile(Path path, Complaints complaints, LongSupplier nanoTime) {
        this.path = path;
        this.complaints = complaints;
        this.nanoTime = nanoTime;
    }

    /** Where it is said that the file fails, and that it does no longer. */
    interface Complaints {
        void failed(Path file, IOException why);

        void works(Path file, long linesMissed);
    }

    /** All of them, and on to the system at once: a process that is killed has lost none. */
    void write(List<LogLine> lines) {
        if (failed && nanoTime.getAsLong() - failedAtNanos < RETRY_NANOS) {
            missed += lines.size();
            return;
        }
        try {
            writeAll(lines);
            worked();
        } catch (IOException e) {
            missed += lines.size();
            fails(e);
        }
    }

    void close() {
        OutputStream open = out;
        out = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            // What was written was flushed as well, so that nothing is lost.
        }
    }

    private void writeAll(List<LogLine> lines) throws IOException {
        OutputStream open = out;
        if (open == null) {
            open = new BufferedOutputStream(new FileOutputStream(path.toFile(), true));
            out = open;
        }
        for (LogLine line : lines) {
            open.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        open.flush();
    }

    private void worked() {
        if (failed) {
            failed = false;
            complaints.works(path, missed);
            missed = 0;
        }
    }

    private void fails(IOException why) {
        failedAtNanos = nanoTime.getAsLong();
        if (!failed) {
            failed = true;
            complaints.failed(path, why);
        }
        close();
    }
}
