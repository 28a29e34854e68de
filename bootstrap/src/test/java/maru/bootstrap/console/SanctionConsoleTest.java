package maru.bootstrap.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import maru.application.port.ClientInfo;
import maru.bootstrap.logging.MaruLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bans and mutes, as an operator types them. */
class SanctionConsoleTest {
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final FakeModeration moderation = new FakeModeration();
    private final Console console = new Console(
            new FakeOperations(),
            moderation,
            new FakeNotices(),
            MaruLog.process(),
            Clock.fixed(Instant.ofEpochMilli(FakeModeration.NOW), ZoneId.of("Asia/Seoul")),
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
    void aUserIsBannedAtOnceAndWhomThatMeetsIsShown() {
        moderation.matching = List.of(FakeOperations.BOB);
        assertEquals(
                List.of(
                        "user bob: 1 connection now, not registered",
                        "  bob, connection 2 from 127.0.0.1:50001",
                        "banned user bob until 2026-03-01 22:30:00: 1 connection is ended"),
                run("ban bob 1h don't  do that "));
        assertEquals(List.of("ban user bob 3600000 [don't  do that]"), moderation.done);
        assertTrue(
                logged().endsWith("operator_ban by=console user=bob until=2026-03-01T13:30:00Z connections=1"
                        + " reason=don't  do that"),
                logged());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ban bob                      | ban user bob 0 []",
                "ban bob 30                   | ban user bob 1800000 []",
                "ban bob 30 spam              | ban user bob 1800000 [spam]",
                "ban bob 45s 3 times          | ban user bob 45000 [3 times]",
                "ban bob spam 30              | ban user bob 0 [spam 30]",
                "ban bob -- 30 times          | ban user bob 0 [30 times]",
                "ban bob 30 -- 30 times       | ban user bob 1800000 [30 times]",
                "ban 10.0.0.1                 | ban address 10.0.0.1 0 []",
                "ban --user 10.0.0.1          | ban user 10.0.0.1 0 []",
                "ban 10.0.0.0/24 2d           | ban addresses 10.0.0.0/24 172800000 []",
                "ban 2001:db8::/32 spam       | ban addresses 2001:db8::/32 0 [spam]",
                "ban ::ffff:10.0.0.1          | ban address 10.0.0.1 0 []",
                "ban example.com              | ban user example.com 0 []",
                "mute bob                     | mute bob 0 []",
                "mute bob 5 shouting          | mute bob 300000 [shouting]",
                "mute 10.0.0.1                | mute 10.0.0.1 0 []",
                "unban --user 10.0.0.1        | unban user 10.0.0.1",
                "unban 10.0.0.1               | unban address 10.0.0.1",
                "unmute bob                   | unmute bob",
            })
    void whatLooksLikeAnAddressIsOneAndATimeComesBeforeTheReason(String line, String done) {
        run(line);
        assertEquals(List.of(done), moderation.done);
    }

    @Test
    void asksWhereMoreThanOneConnectionMatches() throws InterruptedException {
        moderation.matching = LongStream.rangeClosed(1, 12)
                .mapToObj(id -> new ClientInfo(id, "u" + id, "10.0.0.7:" + id, "frames", 0, 0, 0, 0, 0))
                .toList();
        read("ban 10.0.0.7 1d noise\nyes\nmute bob\n");
        assertEquals("address 10.0.0.7: 12 connections now, 6 of a registered user", output.get(0));
        assertEquals("  u10, connection 10 from 10.0.0.7:10", output.get(10));
        assertEquals("  and 2 more", output.get(11));
        assertEquals(
                List.of(
                        "address 10.0.0.7: 12 connections would end",
                        "type yes to ban:",
                        "banned address 10.0.0.7 until 2026-03-02 21:30:00: 12 connections are ended",
                        "muted user bob for good"),
                output.subList(12, 16));
        assertEquals(List.of("ban address 10.0.0.7 86400000 [noise]", "mute bob 0 []"), moderation.done);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "127.0.0.1      | address 127.0.0.1: this machine's own programs come from there",
                "::1            | address ::1: this machine's own programs come from there",
                "10.0.0.0/15    | addresses 10.0.0.0/15: it is wider than a /16, of IPv6 a /32",
                "2001:d00::/24  | addresses 2001:d00::/24: it is wider than a /16, of IPv6 a /32",
                "0.0.0.0/0      | addresses 0.0.0.0/0: this machine's own programs come from there; it is wider than"
                        + " a /16, of IPv6 a /32",
            })
    void asksBeforeItBansWhatOneWouldRegret(String what, String doubt) throws InterruptedException {
        read("ban " + what + " because\nYes!\nban " + what + "\n");
        assertEquals(List.of(), moderation.done);
        assertTrue(output.contains(doubt), output.toString());
        assertEquals(
                2,
                output.stream()
                        .filter("not confirmed: nothing is changed"::equals)
                        .count());
        assertTrue(
                errors.toString(StandardCharsets.UTF_8)
                        .contains("operator_ban_not_confirmed by=console address=" + what + " reason=because"),
                errors.toString(StandardCharsets.UTF_8));
    }

    @Test
    void otherBansOfTheSameAreShown() {
        run("ban 10.0.0.0/24 1h spam");
        assertEquals(
                List.of(
                        "address 10.0.0.7: 0 connections now, 0 of a registered user",
                        "  overlaps the ban of addresses 10.0.0.0/24 until 2026-03-01 22:30:00: spam",
                        "banned address 10.0.0.7 for good: 0 connections are ended"),
                run("ban 10.0.0.7"));
        assertEquals(
                "  takes the place of the ban of addresses 10.0.0.0/24 until 2026-03-01 22:30:00: spam",
                run("ban 10.0.0.0/24").get(1));
        assertEquals(
                List.of("there is no ban of address 10.0.0.8, but one of addresses 10.0.0.0/24, addresses 10.0.0.0/24"),
                run("unban 10.0.0.8"));
    }

    @Test
    void ofOneAddressOfIpv6TheNetworkIsNamed() {
        assertEquals(
                "  one customer usually has a whole /64 of IPv6, and so many more addresses",
                run("ban 2001:db8::7").get(1));
    }

    @Test
    void bansAndMutesAreListedAndLifted() {
        assertEquals(List.of("0 bans, 0 mutes"), run("bans"));
        run("ban 10.0.0.0/24 1h spam");
        run("ban eve");
        run("mute bob 30 shouting");
        assertEquals(
                List.of(
                        "2 bans, 1 mute",
                        "what  whom                   since                until                reason",
                        "ban   addresses 10.0.0.0/24  2026-03-01 21:30:00  2026-03-01 22:30:00  spam",
                        "ban   user eve               2026-03-01 21:30:00  for good",
                        "mute  user bob               2026-03-01 21:30:00  2026-03-01 22:00:00  shouting"),
                run("bans"));
        assertEquals(List.of("the ban of user eve is lifted"), run("unban EVE she is sorry"));
        assertTrue(logged().endsWith("operator_unban by=console user=EVE held=true reason=she is sorry"), logged());
        assertEquals(List.of("there is no ban of user eve"), run("unban eve"));
        assertTrue(logged().endsWith("operator_unban by=console user=eve held=false reason="), logged());
        assertEquals(List.of("the mute of user bob is lifted"), run("unmute bob"));
        assertTrue(logged().endsWith("operator_unmute by=console user=bob held=true reason="), logged());
        assertEquals(List.of("user bob is not muted"), run("unmute bob"));
        assertEquals("1 ban, 0 mutes", run("bans").get(0));
    }

    @Test
    void aMuteIsOneLineAndLogged() {
        assertEquals(List.of("muted user bob until 2026-03-01 22:00:00"), run("mute bob 30m shouting"));
        assertTrue(
                logged().endsWith("operator_mute by=console user=bob until=2026-03-01T13:00:00Z reason=shouting"),
                logged());
    }

    @Test
    void anActThatFailsIsLoggedAsFailed() {
        moderation.failure = new IOException("there is no room on the disk");
        assertEquals(
                List.of("user bob: 0 connections now, not registered", "! there is no room on the disk"),
                run("ban bob 1h spam"));
        assertTrue(
                logged().endsWith("operator_command_failed by=console line=ban bob 1h spam"
                        + " why=java.io.IOException: there is no room on the disk"),
                logged());
        run("mute bob");
        assertTrue(logged().contains("operator_command_failed by=console line=mute bob why="), logged());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ban                | the name or the address is missing",
                "ban --user         | the name or the address is missing",
                "ban 10.0.0.1/8     | 10.0.0.1/8 has bits behind its /8: 10.0.0.0/8 is the range, and 10.0.0.1 the one"
                        + " address",
                "ban 10.0.0.999     | 10.0.0.999 is no address: 999 is more than 255",
                "ban ba/d           | 'ba' is no address: 10.0.0.1, 10.0.0.0/8, 2001:db8::1 and 2001:db8::/32 are;"
                        + " names of hosts are not",
                "ban bob 30x        | a time is 30s, 30m, 2h or 1d, up to 3650d, and not '30x'; -- stands before a"
                        + " reason that begins with a digit",
                "ban bob 0          | a time is 30s, 30m, 2h or 1d, up to 3650d, and not '0m'; -- stands before a"
                        + " reason that begins with a digit",
                "mute               | the name of the user is missing",
                "unban              | the name or the address is missing",
                "unmute             | the name of the user is missing",
                "bans x             | there are too many words",
            })
    void aWrongCommandGetsOneLineOfHelp(String line, String answer) {
        List<String> answered = run(line);
        assertEquals(1, answered.size());
        assertEquals("! " + answer, answered.get(0).split("; it is typed so: ", 2)[0]);
        assertEquals(List.of(), moderation.done);
    }

    @Test
    void aReasonWithoutEndIsRefused() {
        assertTrue(run("mute bob " + "x".repeat(201))
                .get(0)
                .startsWith("! a reason has at most 200 characters, this one has 201; it is typed so: mute USER"));
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
