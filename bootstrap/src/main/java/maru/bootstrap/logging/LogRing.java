package maru.bootstrap.logging;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** The newest lines of the log, for the console. From any thread; holds its lock for one line, or for one listing. */
public final class LogRing {
    static final int CAPACITY = 10_000;

    @GuardedBy("this") private final @Nullable LogLine[] lines;

    @GuardedBy("this") private long added;

    LogRing(int capacity) {
        lines = new LogLine[capacity];
    }

    synchronized void add(LogLine line) {
        lines[(int) (added % lines.length)] = line;
        added++;
    }

    /** At most so many of the newest lines at that level or above, oldest first. */
    public synchronized List<LogLine> newest(Level atLeast, int count) {
        List<LogLine> found = new ArrayList<>();
        for (long at = added - 1; at >= 0 && at >= added - lines.length && found.size() < count; at--) {
            LogLine line = lines[(int) (at % lines.length)];
            if (line != null && line.level().toInt() >= atLeast.toInt()) {
                found.add(line);
            }
        }
        Collections.reverse(found);
        return found;
    }
}
