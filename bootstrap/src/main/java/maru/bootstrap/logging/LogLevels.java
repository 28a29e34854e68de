package maru.bootstrap.logging;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * All loggers, and what each lets through: the level of the longest prefix of its name that has one, where a prefix
 * ends at a dot ({@code io.netty} is one of {@code io.netty.channel.Channel}); else the root's. From any thread.
 */
public final class LogLevels implements ILoggerFactory {
    /** The prefix of every name. */
    public static final String ROOT = "";

    private final MaruLog log;
    private final LongSupplier nanoTime;

    @GuardedBy("this") private final SortedMap<String, MaruLogger> loggers = new TreeMap<>();

    @GuardedBy("this") private final SortedMap<String, Setting> settings = new TreeMap<>();

    LogLevels(MaruLog log, Level root, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        settings.put(ROOT, Setting.lasting(root));
    }

    @Override
    public synchronized Logger getLogger(String name) {
        MaruLogger logger = loggers.get(name);
        if (logger == null) {
            logger = new MaruLogger(name, log, level(name));
            loggers.put(name, logger);
        }
        return logger;
    }

    /**
     * From now on.
     *
     * @return how many loggers there are so far under that prefix
     */
    public synchronized int set(String prefix, Level level) {
        settings.put(prefix, Setting.lasting(level));
        return apply(prefix);
    }

    /**
     * For so many minutes, then as it was.
     *
     * @return as {@link #set}
     */
    public synchronized int setFor(String prefix, Level level, long minutes) {
        Setting old = settings.get(prefix);
        Setting lasting = old != null && old.passing ? old.before : old;
        long until = nanoTime.getAsLong() + TimeUnit.MINUTES.toNanos(minutes);
        settings.put(prefix, new Setting(level, true, until, lasting));
        return apply(prefix);
    }

    /** A line for the root and for each prefix that has a level of its own. */
    public synchronized List<String> describe() {
        List<String> shown = new ArrayList<>();
        for (Map.Entry<String, Setting> setting : settings.entrySet()) {
            shown.add(nameOf(setting.getKey()) + " " + setting.getValue().describe(nanoTime.getAsLong()));
        }
        return shown;
    }

    /** The loggers there are so far, in the order of their names. */
    public synchronized List<String> names() {
        return List.copyOf(loggers.keySet());
    }

    /** How a prefix is called. */
    public static String nameOf(String prefix) {
        return prefix.equals(ROOT) ? "root" : prefix;
    }

    /** Takes back what was set for a time that is over. Returns the prefixes that are again as they were. */
    synchronized List<String> expire() {
        long now = nanoTime.getAsLong();
        List<String> over = new ArrayList<>();
        for (Map.Entry<String, Setting> setting : settings.entrySet()) {
            if (setting.getValue().isOver(now)) {
                over.add(setting.getKey());
            }
        }
        for (String prefix : over) {
            back(prefix);
        }
        return over;
    }

    @GuardedBy("this") private void back(String prefix) {
        Setting over = settings.remove(prefix);
        if (over != null && over.before != null) {
            settings.put(prefix, over.before);
        }
        apply(prefix);
    }

    /** Logger by logger, so that a level check is one volatile read. */
    @GuardedBy("this") private int apply(String prefix) {
        int concerned = 0;
        for (MaruLogger logger : loggers.values()) {
            String name = logger.getName();
            if (prefix.equals(ROOT) || name.equals(prefix) || name.startsWith(prefix + '.')) {
                logger.setLevel(level(name));
                concerned++;
            }
        }
        return concerned;
    }

    @GuardedBy("this") private Level level(String name) {
        String prefix = name;
        Setting setting = settings.get(prefix);
        while (setting == null) {
            prefix = prefix.substring(0, Math.max(0, prefix.lastIndexOf('.')));
            setting = settings.get(prefix);
        }
        return setting.level;
    }

    /**
     * What one prefix lets through.
     *
     * @param passing whether it ends at {@code untilNanos}
     * @param before what holds then; null where the prefix has no level of its own
     */
    private record Setting(
            Level level,
            boolean passing,
            long untilNanos,
            @Nullable Setting before) {
        static Setting lasting(Level level) {
            return new Setting(level, false, 0, null);
        }

        boolean isOver(long now) {
            return passing && now - untilNanos >= 0;
        }

        String describe(long now) {
            String name = level.name().toLowerCase(Locale.ROOT);
            long minutes = TimeUnit.NANOSECONDS.toMinutes(untilNanos - now + TimeUnit.MINUTES.toNanos(1) - 1);
            return passing ? name + ", for " + minutes + " min" : name;
        }
    }
}
