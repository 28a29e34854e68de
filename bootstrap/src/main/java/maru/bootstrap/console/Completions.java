package maru.bootstrap.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import maru.application.port.in.ModerationUseCase;
import maru.application.port.in.NoticeUseCase;
import maru.bootstrap.logging.LogLevels;
import maru.domain.chat.UserName;
import maru.domain.moderation.AddressRange;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Target;
import maru.domain.notice.NoticeLevel;
import org.slf4j.event.Level;

/** What may stand at a place of a line. */
final class Completions {
    private static final List<String> NOTICE_OPTIONS = List.of("--room", "--user", "--level", "--for");

    private final List<String> commands;
    private final ModerationUseCase moderation;
    private final NoticeUseCase notices;
    private final LogLevels levels;

    Completions(List<String> commands, ModerationUseCase moderation, NoticeUseCase notices, LogLevels levels) {
        this.commands = commands;
        this.moderation = moderation;
        this.notices = notices;
        this.levels = levels;
    }

    /**
     * The words that may follow.
     *
     * @param before the words that stand there already
     */
    List<String> after(List<String> before) {
        if (before.isEmpty()) {
            return commands;
        }
        int place = before.size();
        return switch (before.get(0).toLowerCase(Locale.ROOT)) {
            case "kick", "ban", "mute" -> place == 1 || isForcedUser(before) ? users() : List.of();
            case "unban" ->
                place == 1 ? sanctioned(Sanction.Kind.BAN) : isForcedUser(before) ? bannedUsers() : List.of();
            case "unmute" -> place == 1 ? sanctioned(Sanction.Kind.MUTE) : List.of();
            case "account" -> place == 1 ? users() : place == 2 ? List.of("password", "delete") : List.of();
            case "notice" -> ofNotice(before);
            case "notice-end" -> place == 1 ? ids() : List.of();
            case "level" -> place == 1 ? loggersAndLevels() : place == 2 ? logLevels() : List.of();
            case "log" -> place == 1 ? logLevels() : List.of();
            default -> List.of();
        };
    }

    /** Options stand in pairs before the text. */
    private List<String> ofNotice(List<String> before) {
        for (int at = 1; at < before.size(); at += 2) {
            if (!NOTICE_OPTIONS.contains(before.get(at))) {
                return List.of();
            }
        }
        boolean valueIsNext = before.size() % 2 == 0;
        if (!valueIsNext) {
            return NOTICE_OPTIONS;
        }
        return switch (before.get(before.size() - 1)) {
            case "--room" ->
                moderation.rooms().stream().map(room -> room.name().shown()).toList();
            case "--user" -> users();
            case "--level" ->
                Arrays.stream(NoticeLevel.values()).map(NoticeLevel::word).toList();
            default -> List.of();
        };
    }

    private static boolean isForcedUser(List<String> before) {
        return before.size() == 2 && before.get(1).equals("--user");
    }

    /** With the option before names that would be read as addresses. */
    private List<String> sanctioned(Sanction.Kind kind) {
        return held(kind)
                .map(target -> target.user() == null
                        ? String.valueOf(target.range())
                        : (AddressRange.isMeant(target.user().shown())
                                ? "--user"
                                : target.user().shown()))
                .distinct()
                .toList();
    }

    private List<String> bannedUsers() {
        return held(Sanction.Kind.BAN)
                .flatMap(target -> Stream.ofNullable(target.user()))
                .map(UserName::shown)
                .toList();
    }

    private Stream<Target> held(Sanction.Kind kind) {
        return moderation.sanctions().stream()
                .filter(sanction -> sanction.kind() == kind)
                .map(Sanction::target);
    }

    private List<String> users() {
        return moderation.users().stream().map(UserName::shown).toList();
    }

    private List<String> ids() {
        return notices.notices().stream()
                .map(notice -> Long.toString(notice.id()))
                .toList();
    }

    private List<String> loggersAndLevels() {
        List<String> words = new ArrayList<>(logLevels());
        words.add("root");
        words.addAll(levels.names());
        return words;
    }

    private static List<String> logLevels() {
        return Arrays.stream(Level.values())
                .map(level -> level.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
