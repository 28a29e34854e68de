package maru.bootstrap.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import maru.bootstrap.logging.MaruLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionsTest {
    private final FakeNotices notices = new FakeNotices();
    private final FakeModeration moderation = new FakeModeration();
    private final Console console =
            new Console(new FakeOperations(), moderation, notices, MaruLog.process(), Clock.systemUTC(), () -> {});

    @ParameterizedTest
    @CsvSource({
        "kick, alice bob",
        "account, alice bob",
        "account bob, password delete",
        "account bob delete, ''",
        "kick bob, ''",
        "ban, alice bob",
        "ban --user, alice bob",
        "ban bob, ''",
        "mute, alice bob",
        "unban, ''",
        "unmute, ''",
        "notice, --room --user --level --for",
        "notice --room, general lobby",
        "notice --user, alice bob",
        "notice --level, info warn alert",
        "notice --for, ''",
        "notice --level warn, --room --user --level --for",
        "notice --level warn --room, general lobby",
        "notice hello, ''",
        "notice hello --room, ''",
        "log, error warn info debug trace",
        "level io.netty, error warn info debug trace",
        "backup, ''",
        "nonsense, ''"
    })
    void areWhatMayStandThere(String before, String words) {
        assertEquals(words, String.join(" ", console.completions().after(List.of(before.split(" ", -1)))));
    }

    @Test
    void beginWithTheCommands() {
        assertTrue(console.completions().after(List.of()).containsAll(List.of("help", "notice", "stop")));
    }

    @Test
    void haveEveryLogger() {
        String logger = MaruLog.process().levels().getLogger("maru.Test").getName();

        assertTrue(MaruLog.process().levels().names().contains(logger), logger);
        assertTrue(console.completions().after(List.of("level")).containsAll(List.of("root", "warn", logger)));
    }

    @Test
    void haveTheBansAndMutesInForce() {
        for (String line : List.of("ban eve", "ban 10.0.0.0/24", "ban --user 10.0.0.1", "mute bob")) {
            console.run(line, answer -> {});
        }
        assertEquals(
                List.of("eve", "10.0.0.0/24", "--user"), console.completions().after(List.of("unban")));
        assertEquals(List.of("eve", "10.0.0.1"), console.completions().after(List.of("unban", "--user")));
        assertEquals(List.of("bob"), console.completions().after(List.of("unmute")));
    }

    @Test
    void haveTheNoticesThatHold() {
        console.run("notice --for 1h hello", line -> {});

        assertEquals(List.of("7"), console.completions().after(List.of("notice-end")));
    }
}
