package maru.bootstrap.console;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import maru.bootstrap.logging.LogLevels;
import maru.bootstrap.logging.LogLine;
import maru.bootstrap.logging.MaruLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What was logged, and what shall be. */
final class LogCommands {
    private static final Logger LOG = LoggerFactory.getLogger(LogCommands.class);
    private static final int LINES = 20;
    private static final int MOST_LINES = 10_000;
    private static final int MOST_MINUTES = 7 * 24 * 60;

    private final MaruLog log;

    LogCommands(MaruLog log) {
        this.log = log;
    }

    List<ConsoleCommand> rows() {
        return List.of(
                new ConsoleCommand(
                        "level",
                        "level [LOGGER] LEVEL [MINUTES]",
                        3,
                        "what is logged from now on, or for so long: error, warn, info, debug, trace; alone: shows it",
                        this::level),
                new ConsoleCommand(
                        "log",
                        "log [LEVEL] [N]",
                        2,
                        "the newest lines of the log, " + LINES + " or N, at that level or above",
                        this::log));
    }

    private void log(List<String> words, Consumer<String> output) throws WrongCommandException {
        Level level = words.isEmpty() ? null : levelOrNull(words.get(0));
        List<String> rest = level == null ? words : words.subList(1, words.size());
        if (rest.size() > 1) {
            throw new WrongCommandException("'" + words.get(0) + "' is no level");
        }
        int count = rest.isEmpty() ? LINES : number(rest.get(0), MOST_LINES, "lines");
        for (LogLine line : log.ring().newest(level == null ? Level.TRACE : level, count)) {
            output.accept(line.toString());
        }
    }

    private void level(List<String> words, Consumer<String> output) throws WrongCommandException {
        if (words.isEmpty()) {
            log.levels().describe().forEach(output);
            return;
        }
        boolean named = levelOrNull(words.get(0)) == null;
        List<String> rest = named ? words.subList(1, words.size()) : words;
        Level level = rest.isEmpty() ? null : levelOrNull(rest.get(0));
        if (level == null || rest.size() > 2) {
            throw new WrongCommandException("a level is one of error, warn, info, debug and trace");
        }
        String prefix = named && !words.get(0).equals("root") ? words.get(0) : LogLevels.ROOT;
        set(prefix, level, rest.size() == 2 ? number(rest.get(1), MOST_MINUTES, "minutes") : 0, output);
    }

    /** @param minutes 0: for good */
    private void set(String prefix, Level level, int minutes, Consumer<String> output) {
        String name = LogLevels.nameOf(prefix);
        LOG.info("operator_level logger={} level={} minutes={}", name, level, minutes);
        int loggers =
                minutes == 0 ? log.levels().set(prefix, level) : log.levels().setFor(prefix, level, minutes);
        output.accept(name + " is at " + level.name().toLowerCase(Locale.ROOT)
                + (minutes == 0 ? "" : " for " + minutes + " min")
                + "; loggers of that name so far: " + loggers);
    }

    private static @Nullable Level levelOrNull(String word) {
        for (Level level : Level.values()) {
            if (level.name().equalsIgnoreCase(word)) {
                return level;
            }
        }
        return null;
    }

    private static int number(String word, int most, String what) throws WrongCommandException {
        boolean digits = !word.isEmpty() && word.length() < 10 && word.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(word) : 0;
        if (number < 1 || number > most) {
            throw new WrongCommandException(
                    "the " + what + " are a number from 1 to " + most + ", and not '" + word + "'");
        }
        return number;
    }
}
