package maru.bootstrap.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import maru.bootstrap.logging.MaruLog;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import maru.domain.notice.Notice;
import maru.domain.notice.NoticeLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rooms, users, accounts and notices on the console. */
class TalkConsoleTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final FakeModeration moderation = new FakeModeration();
    private final FakeNotices notices = new FakeNotices();
    private final Console console = new Console(
            new FakeOperations(),
            moderation,
            notices,
            MaruLog.process(),
            Clock.fixed(NOW, ZoneId.of("Asia/Seoul")),
            () -> {});
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void keepTheLog() {
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void letGoOfTheLog() {
        System.setErr(standardError);
    }

    @Test
    void roomsAreCountedAndShown() {
        assertEquals(List.of("2 rooms", "name     members", "general  12", "lobby    0"), run("rooms"));
    }

    @Test
    void aNoticeIsSaidOnceToEverybody() {
        assertEquals(
                List.of("notice 7 is told to everybody, once"), run("notice it's late,  \"go\" to --bed  or else"));

        Notice notice = notices.announced.get(0);
        assertEquals("it's late,  \"go\" to --bed  or else", notice.text().toString());
        assertEquals(NoticeLevel.INFO, notice.level());
        assertEquals(0, notice.until());
        assertTrue(notice.isForAll());
        assertTrue(logged().endsWith("operator_notice id=7 level=INFO room=null user=null until=0"), logged());
    }

    @Test
    void aNoticeIsForARoomAndHolds() {
        assertEquals(
                List.of("notice 7 is told to room lobby, until 2026-03-01 21:30:00"),
                run("notice  --room lobby --level WARN  --for 30m  a restart at 9"));

        Notice notice = notices.announced.get(0);
        assertEquals("a restart at 9", notice.text().toString());
        assertEquals(NoticeLevel.WARN, notice.level());
        assertEquals(NOW.toEpochMilli() + 1_800_000, notice.until());
        assertEquals(RoomName.of("lobby"), notice.room());
        assertNull(notice.user());
    }

    @Test
    void aNoticeIsForAUser() {
        assertEquals(List.of("notice 7 is told to user bob, once"), run("notice --user bob -- --hello"));

        assertEquals(UserName.of("bob"), notices.announced.get(0).user());
        assertEquals("--hello", notices.announced.get(0).text().toString());
    }

    @Test
    void aNoticeThatIsRefusedSaysWhy() {
        notices.refusal = new Refusal(RefusalCode.STORAGE_FAILED, "there is no room on the disk");

        assertEquals(List.of("! there is no room on the disk"), run("notice hello"));
    }

    @Test
    void noticesThatHoldAreShown() {
        assertEquals(List.of("0 notices"), run("notices"));
        run("notice once");
        run("notice --for 2h --user bob --level alert mind the\tgap");

        assertEquals(
                List.of(
                        "1 notice",
                        "id  level  for       until                text",
                        "8   alert  user bob  2026-03-01 23:00:00  mind the\\tgap"),
                run("notices"));
    }

    @Test
    void aNoticeIsTakenBack() {
        run("notice --for 1d --room lobby hello");

        assertEquals(List.of("notice 7 is taken back from room lobby"), run("notice-end 7"));
        assertEquals(List.of("there is no notice 7 that holds"), run("notice-end 7"));
        assertTrue(logged().endsWith("operator_notice_end id=7 held=false"), logged());
    }

    @Test
    void aUserIsKicked() {
        assertEquals(List.of("kicked bob, connection 2 from 127.0.0.1:50001"), run("kick bob don't  do that "));
        assertEquals(List.of("kicked bob, connection 2 from 127.0.0.1:50001"), run("kick 2"));
        assertEquals(List.of("nobody is connected under the name or number eve"), run("kick eve"));

        assertEquals(List.of("kick bob [don't  do that]", "kick 2 []", "kick eve []"), moderation.done);
        assertTrue(logged().endsWith("operator_kick by=console who=eve connections=0 reason="), logged());
    }

    @Test
    void aPasswordIsInNoLineAndNoLog() throws InterruptedException {
        read("account alice password\r\n correct horse \r\nrooms\n");

        assertEquals(List.of("password of alice is  correct horse "), moderation.done);
        assertEquals("the new password of alice:", output.get(0));
        assertEquals("alice has a new password, and has to log in with it next time", output.get(1));
        assertEquals("2 rooms", output.get(2));
        assertTrue(logged().endsWith("operator_account_password by=console user=alice reason="), logged());
        assertFalse(errors.toString(StandardCharsets.UTF_8).contains("horse"));
    }

    @Test
    void aPasswordHasTheRightLength() throws InterruptedException {
        read("account alice password\nshort\n");

        assertEquals(List.of(), moderation.done);
        assertEquals("! a password has 8 to 256 bytes, this one has 5: nothing is changed", output.get(1));
    }

    @Test
    void aPasswordThatDoesNotComeChangesNothing() throws InterruptedException {
        read("account alice password\n");

        assertEquals(List.of(), moderation.done);
        assertEquals("! no password came: nothing is changed", output.get(1));
    }

    @Test
    void anAccountIsDeleted() {
        assertEquals(List.of("the account of alice is deleted"), run("account alice delete"));
        assertTrue(logged().endsWith("operator_account_delete by=console user=alice reason="), logged());
        run("account alice delete --reason \"asked for it\" himself");
        assertTrue(
                logged().endsWith("operator_account_delete by=console user=alice reason=asked for it himself"),
                logged());
        assertEquals(List.of("! there is no account bob"), run("account bob delete"));
        assertTrue(logged().contains("operator_command_failed by=console line=account bob delete why="), logged());
        assertEquals(List.of("delete alice", "delete alice"), moderation.done);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rooms x                  | there are too many words",
                "notice                   | the text is missing",
                "notice --level warn      | the text is missing",
                "notice --                | the text is missing",
                "notice --loud hello      | there is no option --loud",
                "notice --level loud x    | the level of a notice is info, warn or alert, and not 'loud'",
                "notice --for ever x      | a time is 30s, 30m, 2h or 1d, up to 3650d, and not 'ever'",
                "notice --for             | a time is 30s, 30m, 2h or 1d, up to 3650d, and not ''",
                "notice --room a --user b x | a notice is for a room or for a user, and not for both",
                "notice --room a! x       | 'a!' is none: the name of a room is 1 to 32 letters of any script, digits,"
                        + " or _ - . as in player_7, and this one has U+0021",
                "notice --user a! x       | 'a!' is none: the name of a user is 1 to 32 letters of any script, digits,"
                        + " or _ - . as in player_7, and this one has U+0021",
                "notice-end               | the number of a notice is missing: notices shows those there are",
                "notice-end x             | the number of a notice is missing: notices shows those there are",
                "kick                     | the name of the user is missing",
                "kick a!                  | 'a!' is none: the name of a user is 1 to 32 letters of any script, digits,"
                        + " or _ - . as in player_7, and this one has U+0021",
                "account                  | a word is missing",
                "account bob              | a word is missing",
                "account bob rename       | 'rename' is neither password nor delete",
                "account bob password x   | there are too many words",
                "account bob password x y | there are too many words",
                "account bob password --reason | there are too many words",
            })
    void aWrongCommandGetsOneLineOfHelp(String line, String answer) {
        List<String> answered = run(line);

        assertEquals(1, answered.size());
        assertEquals("! " + answer, answered.get(0).split("; it is typed so: ", 2)[0]);
        assertEquals(List.of(), moderation.done);
        assertEquals(List.of(), notices.announced);
    }

    @Test
    void aTextWithoutEndIsRefused() {
        String answer = run("notice " + "x".repeat(2_001)).get(0);

        assertTrue(answer.startsWith("! a text has 1 to 2000 characters, this one has 2001; it is typed so: "), answer);
    }

    private List<String> run(String line) {
        List<String> answer = new ArrayList<>();
        console.run(line, answer::add);
        return answer;
    }

    private void read(String typed) throws InterruptedException {
        byte[] bytes = typed.getBytes(StandardCharsets.UTF_8);
        ConsoleThread.startPlain(console, new ByteArrayInputStream(bytes), output::add)
                .join(20_000);
    }

    /** The newest line. Logs of a test go to standard error. */
    private String logged() {
        String text = errors.toString(StandardCharsets.UTF_8).stripTrailing();
        return text.substring(text.lastIndexOf('\n') + 1);
    }
}
