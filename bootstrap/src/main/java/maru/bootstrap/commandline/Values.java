package maru.bootstrap.commandline;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import maru.application.limits.Rate;
import maru.bootstrap.logging.VisibleText;
import maru.domain.Refusal;
import maru.domain.chat.RoomName;
import org.jspecify.annotations.Nullable;

/** The raw text of each option, read as what it means, or refused in a sentence that names it and what it takes. */
final class Values {
    private static final String UNITS = "kmg";
    private static final int MOST_DIGITS = 15;
    private static final int MOST_PER_SECOND = 100_000;
    private static final int BURST_SECONDS = 4;

    private final Map<Setting, String> typed;
    private final Machine machine;

    Values(Map<Setting, String> typed, Machine machine) {
        this.typed = typed;
        this.machine = machine;
    }

    int number(Setting setting, int least, int most) throws WrongCommandLineException {
        String text = text(setting);
        if (!isNumber(text) || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw wrong(setting, "a number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    /** How much there may be; 0: there is no limit. */
    long limit(Setting setting) throws WrongCommandLineException {
        return number(setting, 0, Integer.MAX_VALUE);
    }

    /** The same, where the setting has no preset of its own. */
    long limit(Setting setting, long preset) throws WrongCommandLineException {
        return text(setting).isEmpty() ? preset : limit(setting);
    }

    /**
     * So many a second, and so many at once, four times as many where only one number is given.
     *
     * @return null: there is no limit
     */
    @Nullable Rate rate(Setting setting, String preset) throws WrongCommandLineException {
        String text = text(setting).isEmpty() ? preset : text(setting);
        int slash = text.indexOf('/');
        String count = slash < 0 ? text : text.substring(0, slash);
        String burst = text.substring(slash + 1);
        if (!isRatePart(count) || !isRatePart(burst)) {
            throw wrongRate(setting);
        }
        int perSecond = Integer.parseInt(count);
        int atOnce = slash < 0 ? BURST_SECONDS * perSecond : Integer.parseInt(burst);
        if (perSecond == 0 && slash < 0) {
            return null;
        } else if (perSecond == 0 || atOnce == 0) {
            throw wrongRate(setting);
        }
        return Rate.of(perSecond, Duration.ofSeconds(1), atOnce);
    }

    private static boolean isRatePart(String text) {
        return isNumber(text) && Long.parseLong(text) <= MOST_PER_SECOND;
    }

    private WrongCommandLineException wrongRate(Setting setting) {
        return wrong(
                setting,
                "a number from 0 to " + MOST_PER_SECOND + ", or two with a / between, how many a second and how many"
                        + " at once (5/20 is such)");
    }

    /** With one of the units k, m and g, which are powers of 1,024, or with none. */
    long bytes(Setting setting, long least, long most) throws WrongCommandLineException {
        String text = text(setting).toLowerCase(Locale.ROOT);
        int unit = text.isEmpty() ? 0 : UNITS.indexOf(text.charAt(text.length() - 1)) + 1;
        String digits = unit == 0 ? text : text.substring(0, text.length() - 1);
        int shift = 10 * unit;
        if (isNumber(digits) && Long.parseLong(digits) <= most >> shift && Long.parseLong(digits) << shift >= least) {
            return Long.parseLong(digits) << shift;
        }
        throw wrong(
                setting, "a number of bytes from " + least + " to " + most + " (512k, 64m and 1g are such numbers)");
    }

    <E extends Enum<E>> E choice(Setting setting, Class<E> type) throws WrongCommandLineException {
        StringBuilder words = new StringBuilder();
        E[] choices = type.getEnumConstants();
        for (int i = 0; i < choices.length; i++) {
            String word = choices[i].name().toLowerCase(Locale.ROOT);
            if (word.equals(text(setting))) {
                return choices[i];
            }
            words.append(i == 0 ? "" : i == choices.length - 1 ? " or " : ", ").append(word);
        }
        throw wrong(setting, words.toString());
    }

    boolean flag(Setting setting) throws WrongCommandLineException {
        return switch (text(setting)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw wrong(setting, "true or false");
        };
    }

    Path file(Setting setting) throws WrongCommandLineException {
        String text = text(setting);
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            throw wrong(setting, "the name of a file");
        }
        throw wrong(setting, "the name of a file");
    }

    /** Null where none was given. */
    @Nullable Path optionalFile(Setting setting) throws WrongCommandLineException {
        return text(setting).isEmpty() && !typed.containsKey(setting) ? null : file(setting);
    }

    /** Each once, in the order in which they were given; without the room that there always is. */
    List<RoomName> rooms(Setting setting) throws WrongCommandLineException {
        Set<RoomName> rooms = new LinkedHashSet<>();
        if (typed.containsKey(setting) || !text(setting).isEmpty()) {
            for (String name : text(setting).split(",", -1)) {
                rooms.add(room(setting, name.strip()));
            }
        }
        rooms.remove(RoomName.GENERAL);
        return List.copyOf(rooms);
    }

    private RoomName room(Setting setting, String name) throws WrongCommandLineException {
        Refusal refusal = RoomName.refusal(name);
        if (refusal != null) {
            throw new WrongCommandLineException(
                    nameOf(setting) + " can't make a room '" + VisibleText.of(name) + "': " + refusal.detail());
        }
        return RoomName.of(name);
    }

    InetAddress host(Setting setting) throws WrongCommandLineException {
        String text = text(setting);
        try {
            // An empty name would be the loopback address.
            if (!text.isBlank()) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            throw wrong(setting, "an address of this machine or a name of it");
        }
        throw wrong(setting, "an address of this machine or a name of it");
    }

    /** What was typed wins over the environment, where a variable that is empty is as good as none. */
    private String text(Setting setting) {
        String text = typed.get(setting);
        if (text == null) {
            text = machine.environment().getOrDefault(setting.variable(), "");
            text = text.isEmpty() ? setting.preset(machine) : text;
        }
        return text;
    }

    private WrongCommandLineException wrong(Setting setting, String expected) {
        return new WrongCommandLineException(
                nameOf(setting) + " takes " + expected + ", and not '" + VisibleText.of(text(setting)) + "'");
    }

    /** As it was given. */
    private String nameOf(Setting setting) {
        return typed.containsKey(setting) ? setting.option() : setting.variable();
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
