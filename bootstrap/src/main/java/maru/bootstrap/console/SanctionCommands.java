package maru.bootstrap.console;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import maru.application.port.BanMatches;
import maru.application.port.Banned;
import maru.application.port.ClientInfo;
import maru.application.port.in.ModerationUseCase;
import maru.domain.chat.UserName;
import maru.domain.moderation.AddressRange;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Target;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whom operators keep out, and who may not talk. */
final class SanctionCommands {
    private static final Logger LOG = LoggerFactory.getLogger(SanctionCommands.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int MOST_SHOWN = 10;
    private static final String YES = "yes";

    private final ModerationUseCase moderation;
    private final Clock clock;

    /** @param clock its time zone is the operator's */
    SanctionCommands(ModerationUseCase moderation, Clock clock) {
        this.moderation = moderation;
        this.clock = clock;
    }

    List<ConsoleCommand> rows() {
        return List.of(
                new ConsoleCommand(
                        "ban",
                        "ban [--user] USER|ADDRESS|CIDR [30m|2h|1d|MINUTES] [REASON]",
                        ConsoleCommand.TEXT,
                        "keeps a user out, or who comes from there; shows whom that meets, and asks if it is many",
                        this::ban),
                new ConsoleCommand(
                        "unban",
                        "unban [--user] USER|ADDRESS|CIDR [REASON]",
                        ConsoleCommand.TEXT,
                        "lifts a ban",
                        this::unban),
                new ConsoleCommand("bans", "bans", 0, "the bans and mutes in force", this::bans),
                new ConsoleCommand(
                        "mute",
                        "mute USER [30m|2h|1d|MINUTES] [REASON]",
                        ConsoleCommand.TEXT,
                        "lets a user read, and say nothing",
                        this::mute),
                new ConsoleCommand(
                        "unmute", "unmute USER [REASON]", ConsoleCommand.TEXT, "lifts a mute", this::unmute));
    }

    private void ban(List<String> rest, Screen screen) throws WrongCommandException, IOException {
        SanctionLine line = SanctionLine.ofAny(rest.get(0));
        BanMatches matches = moderation.matches(line.target());
        show(matches, screen);
        List<String> doubts = doubts(matches);
        if (!doubts.isEmpty()) {
            screen.accept(line.target() + ": " + String.join("; ", doubts));
            String answer = screen.confirm("type yes to ban: ");
            if (answer == null || !answer.strip().equals(YES)) {
                LOG.info("operator_ban_not_confirmed by=console {} reason={}", field(line.target()), line.reason());
                screen.accept("not confirmed: nothing is changed");
                return;
            }
        }
        Banned banned = moderation.ban(line.target(), line.forMillis(), line.reason());
        LOG.info(
                "operator_ban by=console {} until={} connections={} reason={}",
                field(line.target()),
                logged(banned.ban()),
                banned.ended(),
                banned.ban().reason());
        screen.accept("banned " + line.target() + " " + end(banned.ban()) + ": " + connections(banned.ended())
                + (banned.ended() == 1 ? " is ended" : " are ended"));
    }

    private void show(BanMatches matches, Consumer<String> output) {
        List<ClientInfo> found = matches.connections();
        output.accept(matches.target() + ": " + connections(found.size()) + " now, " + registered(matches));
        for (ClientInfo client : found.subList(0, Math.min(MOST_SHOWN, found.size()))) {
            output.accept("  " + client.name() + ", connection " + client.id() + " from " + client.address());
        }
        if (found.size() > MOST_SHOWN) {
            output.accept("  and " + (found.size() - MOST_SHOWN) + " more");
        }
        for (Sanction ban : matches.overlapping()) {
            boolean isSame = ban.target().equals(matches.target());
            output.accept((isSame ? "  takes the place of the ban of " : "  overlaps the ban of ") + ban.target() + " "
                    + terms(ban));
        }
        AddressRange range = matches.target().range();
        if (range != null && range.isSingle() && !range.isIpv4()) {
            output.accept("  one customer usually has a whole /64 of IPv6, and so many more addresses");
        }
    }

    private static String registered(BanMatches matches) {
        if (matches.target().range() == null) {
            return matches.registered() == 0 ? "not registered" : "registered";
        }
        return matches.registered() + " of a registered user";
    }

    /** Why it may be more than was meant. */
    private static List<String> doubts(BanMatches matches) {
        List<String> doubts = new ArrayList<>();
        AddressRange range = matches.target().range();
        if (range != null && range.isLoopback()) {
            doubts.add("this machine's own programs come from there");
        }
        if (range != null && range.isWide()) {
            doubts.add("it is wider than a /16, of IPv6 a /32");
        }
        if (matches.connections().size() > 1) {
            doubts.add(connections(matches.connections().size()) + " would end");
        }
        return doubts;
    }

    private static String connections(int count) {
        return count == 1 ? "1 connection" : count + " connections";
    }

    private void unban(List<String> rest, Consumer<String> output) throws WrongCommandException, IOException {
        SanctionLine line = SanctionLine.ofAny(rest.get(0));
        Sanction lifted = moderation.unban(line.target());
        LOG.info("operator_unban by=console {} held={} reason={}", field(line.target()), lifted != null, line.reason());
        if (lifted != null) {
            output.accept("the ban of " + lifted.target() + " is lifted");
            return;
        }
        List<String> overlapping = moderation.sanctions().stream()
                .filter(held ->
                        held.kind() == Sanction.Kind.BAN && held.target().overlaps(line.target()))
                .map(held -> held.target().toString())
                .toList();
        output.accept("there is no ban of " + line.target()
                + (overlapping.isEmpty() ? "" : ", but one of " + String.join(", ", overlapping)));
    }

    private void mute(List<String> rest, Consumer<String> output) throws WrongCommandException, IOException {
        SanctionLine line = SanctionLine.ofUser(rest.get(0));
        Sanction mute = moderation.mute(user(line.target()), line.forMillis(), line.reason());
        LOG.info("operator_mute by=console {} until={} reason={}", field(line.target()), logged(mute), mute.reason());
        output.accept("muted " + line.target() + " " + end(mute));
    }

    private void unmute(List<String> rest, Consumer<String> output) throws WrongCommandException, IOException {
        SanctionLine line = SanctionLine.ofUser(rest.get(0));
        Sanction lifted = moderation.unmute(user(line.target()));
        LOG.info(
                "operator_unmute by=console {} held={} reason={}", field(line.target()), lifted != null, line.reason());
        output.accept(
                lifted == null ? line.target() + " is not muted" : "the mute of " + lifted.target() + " is lifted");
    }

    private static UserName user(Target target) {
        UserName user = target.user();
        if (user == null) {
            throw new IllegalArgumentException(target + " is no user");
        }
        return user;
    }

    private void bans(List<String> words, Consumer<String> output) {
        List<Sanction> held = moderation.sanctions();
        long mutes = held.stream()
                .filter(sanction -> sanction.kind() == Sanction.Kind.MUTE)
                .count();
        long bans = held.size() - mutes;
        output.accept((bans == 1 ? "1 ban, " : bans + " bans, ") + (mutes == 1 ? "1 mute" : mutes + " mutes"));
        if (held.isEmpty()) {
            return;
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"what", "whom", "since", "until", "reason"});
        for (Sanction sanction : held) {
            rows.add(new String[] {
                sanction.kind().word(),
                sanction.target().toString(),
                time(sanction.since()),
                sanction.isForGood() ? "for good" : time(sanction.until()),
                sanction.reason()
            });
        }
        Table.lines(rows).forEach(output);
    }

    private String terms(Sanction sanction) {
        return end(sanction) + (sanction.reason().isEmpty() ? "" : ": " + sanction.reason());
    }

    private String end(Sanction sanction) {
        return sanction.isForGood() ? "for good" : "until " + time(sanction.until());
    }

    private String time(long unixMillis) {
        return TIME.format(Instant.ofEpochMilli(unixMillis).atZone(clock.getZone()));
    }

    private static String logged(Sanction sanction) {
        return sanction.isForGood()
                ? "for-good"
                : Instant.ofEpochMilli(sanction.until()).toString();
    }

    private static String field(Target target) {
        @Nullable UserName user = target.user();
        return user == null ? "address=" + target.range() : "user=" + user;
    }
}
