package maru.bootstrap.console;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import maru.application.port.in.NoticeUseCase;
import maru.application.reply.AwaitedReply;
import maru.domain.notice.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators announce. */
final class NoticeCommands {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeCommands.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int MOST_DIGITS = 18;

    private final NoticeUseCase notices;
    private final Clock clock;

    /** @param clock its time zone is the operator's */
    NoticeCommands(NoticeUseCase notices, Clock clock) {
        this.notices = notices;
        this.clock = clock;
    }

    List<ConsoleCommand> rows() {
        return List.of(
                new ConsoleCommand(
                        "notice",
                        "notice [--room ROOM|--user USER] [--level info|warn|alert] [--for 30m] TEXT",
                        ConsoleCommand.TEXT,
                        "tells all, a room or a user, once; with --for (s, m, h, d) also who comes in that time",
                        this::announce),
                new ConsoleCommand("notices", "notices", 0, "the notices that hold", this::list),
                new ConsoleCommand("notice-end", "notice-end ID", 1, "takes a notice back that holds", this::end));
    }

    private void announce(List<String> rest, Consumer<String> output) throws WrongCommandException, IOException {
        NoticeLine line = NoticeLine.parse(rest.get(0));
        AwaitedReply<Notice> reply = new AwaitedReply<>();
        notices.announce(line.notice(clock.millis()), reply);
        Notice said = reply.await();
        LOG.info(
                "operator_notice id={} level={} room={} user={} until={}",
                said.id(),
                said.level(),
                said.room(),
                said.user(),
                said.until());
        output.accept("notice " + said.id() + " is told to " + whom(said) + ", "
                + (said.until() == 0 ? "once" : "until " + time(said.until())));
    }

    private void list(List<String> words, Consumer<String> output) {
        List<Notice> holding = notices.notices();
        output.accept(holding.size() == 1 ? "1 notice" : holding.size() + " notices");
        if (holding.isEmpty()) {
            return;
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"id", "level", "for", "until", "text"});
        for (Notice notice : holding) {
            rows.add(new String[] {
                Long.toString(notice.id()),
                notice.level().word(),
                whom(notice),
                time(notice.until()),
                notice.text().toString()
            });
        }
        Table.lines(rows).forEach(output);
    }

    private void end(List<String> words, Consumer<String> output) throws WrongCommandException, IOException {
        long id = words.isEmpty() ? 0 : id(words.get(0));
        if (id == 0) {
            throw new WrongCommandException("the number of a notice is missing: notices shows those there are");
        }
        AwaitedReply<Notice> reply = new AwaitedReply<>();
        notices.end(id, reply);
        Notice ended = reply.awaitOrNull();
        LOG.info("operator_notice_end id={} held={}", id, ended != null);
        output.accept(
                ended == null
                        ? "there is no notice " + id + " that holds"
                        : "notice " + id + " is taken back from " + whom(ended));
    }

    /** 0 where it is none. */
    private static long id(String word) {
        boolean digits = word.length() <= MOST_DIGITS && word.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && !word.isEmpty() ? Long.parseLong(word) : 0;
    }

    private static String whom(Notice notice) {
        if (notice.room() != null) {
            return "room " + notice.room();
        }
        return notice.user() != null ? "user " + notice.user() : "everybody";
    }

    private String time(long unixMillis) {
        return TIME.format(Instant.ofEpochMilli(unixMillis).atZone(clock.getZone()));
    }
}
