package maru.adapter.socket.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import maru.adapter.socket.session.CloseReason;
import maru.application.port.RoomInfo;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineDialectTest {
    @Test
    void aFaultBehindAnAnswerEndsTheConnectionAndLeavesNobodyWaiting() {
        EmbeddedClient person = server.connect();
        person.send("bob\n");
        person.received();
        server.talk().answerLater(true);
        server.talk().failOn("join dev");
        person.send("/channel dev\nhello\n");
        server.talk().answerAll();
        server.turn();
        assertTrue(person.received()
                .endsWith("* goodbye: a fault of the server; its operator can read about it in the log\n"));
    }

    private static final Refusal TAKEN = new Refusal(RefusalCode.NAME_TAKEN, "somebody is alice");

    private final EmbeddedServer server = new EmbeddedServer();
    private final EmbeddedClient client = server.connect();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void logsInByTheFirstLine() {
        client.send("alice\n");
        client.assertReceived("alice has joined general\n");
        assertCalls("login alice null");
        assertEquals("alice", client.info().name());
        assertEquals("lines", client.info().dialect());
    }

    @Test
    void logsInWithAPassword() {
        client.send("alice  correct horse \r\n");
        client.assertReceived("alice has joined general\n");
        assertCalls("login alice correct horse");
    }

    @Test
    void offersWhoIsBannedNoOtherName() {
        server.talk().refuseNext(new Refusal(RefusalCode.FORBIDDEN, "you are banned for good"));
        client.send("alice\n");
        client.assertReceived("! you are banned for good\n");
    }

    @Test
    void letsARefusedNameBeTypedAgain() {
        server.talk().refuseNext(TAKEN);
        client.send("alice\n");
        client.assertReceived("! somebody is alice; type another name, or a name, a blank and its password\n");
        client.send("  <script>\n");
        assertWrong("the name of a user is");
        client.send(" bob\n");
        client.assertReceived("bob has joined general\n");
        assertCalls("login alice null", "login bob null");
    }

    @Test
    void closesAfterThreeRefusedNames() {
        server.talk().refuseNext(TAKEN);
        client.send("alice\n/who\n\n<x>\nbob\n");
        String received = client.received();
        assertTrue(received.matches("""
                        ! somebody .*
                        ! first type your name.*
                        ! the name .*
                        \\* goodbye: 3 names were refused
                        """), received);
        assertTrue(client.isClosed());
        assertCalls("login alice null");
        assertEquals(CloseReason.PROTOCOL, client.session().closeReason());
    }

    @Test
    void whoTriesTooOftenMayTryAgainLater() {
        for (int i = 0; i < 5; i++) {
            server.talk().refuseNext(new Refusal(RefusalCode.RATE_LIMITED, "5 logins a minute: try again"));
            client.send("alice secret\n");
            client.assertReceived("! 5 logins a minute: try again\n");
        }
        client.send("alice secret\n");
        client.assertReceived("alice has joined general\n");
    }

    @Test
    void countsNamesThatCantBeRead() {
        client.send("\u00ff\n\u00ff\n" + "a".repeat(3_000) + "\n");
        String received = client.received();
        assertTrue(
                received.matches("(! a line is UTF-8, .*\n){2}! a line has at most .*\n\\* goodbye: .*\n"), received);
        assertTrue(client.isClosed());
    }

    @Test
    void saysWhatIsTypedAndEchoesNothing() {
        login();
        client.send("hello\n  put<a,b> \r\n\n \n\r\nbye/\tnow\n");
        client.assertReceived("");
        assertCalls("say general hello", "say general   put<a,b> ", "say general bye/\tnow");
    }

    @Test
    void saysWhatComesByteByByte() {
        login();
        client.sendByteByByte("gr\u00c3\u00bc\u00c3\u009f\r\n/msg bob psst\n");
        client.assertReceived("");
        assertCalls("say general gr\u00fc\u00df", "tell bob psst");
    }

    @Test
    void showsWhyTextWasRefused() {
        login();
        server.talk().refuseNext(new Refusal(RefusalCode.BUSY, "too much at\nonce \u202e\u001b[2J"));
        client.send("hello\n");
        client.assertReceived("! too much at?once ??[2J\n");
        client.send("a\u0007b\n");
        assertWrong("a text has no control characters");
        client.send("a\rb\n");
        assertWrong("a text has no control characters");
    }

    @Test
    void refusesALineOver2000CharactersOnce() {
        login();
        client.send("a".repeat(2_000) + "\r\n" + "a".repeat(2_001) + "\n" + "b".repeat(100_000) + "\nhello\n");
        assertEquals(
                "! a line has at most 2000 characters, and this one has more: type it in parts\n".repeat(2),
                client.received());
        assertCalls("say general " + "a".repeat(2_000), "say general hello");
    }

    @Test
    void countsCharactersAndNotBytes() {
        login();
        client.send(("\ud83d\ude00".repeat(2_000) + "\r\n" + "\ud83d\ude00".repeat(2_001) + "\n").getBytes(UTF_8));
        assertWrong("a line has at most 2000 characters");
        assertCalls("say general " + "\ud83d\ude00".repeat(2_000));
    }

    @Test
    void refusesALineThatIsNotUtf8() {
        login();
        client.send("gr\u00fc\u00df\nhello\n");
        assertWrong("a line is UTF-8");
        assertCalls("say general hello");
    }

    @Test
    void goesToAnotherRoom() {
        login();
        client.send("/channel dev\nhello\n/channel DEV\n/channel  general \nback\n");
        client.assertReceived("""
                alice has left the channel(general)
                alice has joined dev
                * you are in dev
                alice has left the channel(dev)
                alice has joined general
                """);
        assertCalls("leave general", "join dev", "say dev hello", "leave dev", "join general", "say general back");
    }

    @Test
    void goesBackToGeneral() {
        login();
        client.send("/quit\n");
        String inGeneral = client.received();
        assertTrue(inGeneral.matches("\\* you are in general, .*\n"), inGeneral);
        assertCalls();
        client.send("/channel dev\n/quit\nhello\n");
        client.assertReceived("""
                alice has left the channel(general)
                alice has joined dev
                alice has left the channel(dev)
                alice has joined general
                """);
        assertCalls("leave general", "join dev", "leave dev", "join general", "say general hello");
    }

    @Test
    void staysWhereItIsIfItMayNotLeave() {
        login();
        server.talk().refuseNext(new Refusal(RefusalCode.BUSY, "busy"));
        client.send("/channel dev\nhello\n");
        client.assertReceived("! busy\n");
        assertCalls("leave general", "say general hello");
    }

    @Test
    void goesBackIfItMayNotEnter() {
        login();
        client.send("/channel dev\n");
        client.received();
        server.talk().answerLater(true);
        client.send("/channel other\nhello\n");
        server.talk().refuseNext(new Refusal(RefusalCode.LIMIT, "too many rooms"));
        answer();
        answer();
        answer();
        client.assertReceived("alice has left the channel(dev)\n! too many rooms\nalice has joined dev\n");
        assertCalls("leave general", "join dev", "leave dev", "join other", "join dev", "say dev hello");
    }

    @Test
    void saysSoWhereItIsInNoRoom() {
        login();
        server.talk().answerLater(true);
        client.send("/channel dev\n");
        server.talk().refuseNext(TAKEN);
        server.talk().refuseNext(TAKEN);
        answer();
        answer();
        answer();
        server.talk().answerLater(false);
        client.received();
        client.send("hello\n");
        client.assertReceived("! you are in no room, type /channel general\n");
        client.send("/channel general\nhello\n");
        client.assertReceived("alice has joined general\n");
        assertCalls("leave general", "join dev", "join general", "join general", "say general hello");
    }

    @Test
    void doesPastedLinesInTheirOrder() {
        server.talk().answerLater(true);
        client.send("alice\nhello\n/channel dev\nthere\n/quit\n/who\nbye\n/bye\nnever\n");
        StringBuilder calls = new StringBuilder();
        for (int turn = 0; turn < 20 && !client.isClosed(); turn++) {
            calls.append(String.join("|", server.talk().calls())).append('\n');
            answer();
        }
        client.assertReceived("""
                alice has joined general
                alice has left the channel(general)
                alice has joined dev
                alice has left the channel(dev)
                alice has joined general
                * in general:\s
                * goodbye
                """);
        assertTrue(client.isClosed());
        assertEquals(
                List.of(
                        "login alice null",
                        "say general hello",
                        "leave general",
                        "join dev",
                        "say dev there",
                        "leave dev",
                        "join general",
                        "who general null",
                        "say general bye"),
                server.talk().calls());
        assertTrue(calls.toString().startsWith("login alice null\nlogin alice null|say general hello|leave general\n"));
    }

    @Test
    void takesWhatComesWhileLinesWait() {
        server.talk().answerLater(true);
        client.send("alice\none\nt");
        client.sendWithinRead("wo\nth");
        client.sendWithinRead("ree\n");
        assertFalse(client.isBeingRead());
        server.talk().answerLater(false);
        answer();
        assertEquals(
                List.of("say general one", "say general two", "say general three"),
                server.talk().calls().subList(1, 4));
        assertTrue(client.isBeingRead());
    }

    @Test
    void doesWhatWasTypedBeforeTheEndOfTheInput() {
        server.talk().answerLater(true);
        client.send("alice\nhello\n");
        client.shutOutput();
        answer();
        answer();
        client.assertReceived("alice has joined general\n");
        assertTrue(client.isClosed());
        assertEquals(
                List.of("login alice null", "say general hello"),
                server.talk().calls().subList(0, 2));
        assertNull(client.session().closeReason());
    }

    @Test
    void worksNotAheadOfWhoReadsNothing() {
        login();
        client.takeNothing();
        client.send("/help\n".repeat(10_000));
        assertFalse(client.isBeingRead());
        assertTrue(client.info().bytesWaiting() < 80 << 10);
        client.takeAll();
        assertEquals(10_000, client.received().split("/bye", -1).length - 1);
    }

    @Test
    void tellsOneUser() {
        login();
        client.send("/msg bob  hello there\n/msg bob\n/msg\n");
        assertTrue(client.received().matches("(! type whom to tell and what, for example .*\n){2}"));
        client.send("/msg b,b hello\n");
        assertWrong("the name of a user");
        server.talk().refuseNext(new Refusal(RefusalCode.NO_SUCH_USER, "there is no carol"));
        client.send("/msg carol hello\n");
        client.assertReceived("! there is no carol\n");
        assertCalls("tell bob hello there", "tell carol hello");
    }

    @Test
    void listsWhoIsThere() {
        login();
        server.talk().users(List.of(UserName.of("alice"), UserName.of("bob")));
        server.talk().rooms(List.of(new RoomInfo(RoomName.of("dev"), 3), new RoomInfo(RoomName.GENERAL, 1)));
        client.send("/who\n/rooms\n");
        client.assertReceived("* in general: alice, bob\n* rooms: dev (3), general (1)\n");
        assertCalls("who general null", "rooms null");
    }

    @Test
    void showsWhatWasSaid() {
        login();
        client.send("/history\n");
        client.assertReceived("* nothing was said here yet\n");
        server.talk().messages(List.of(message(1, "hello"), message(2, "a\nb")));
        client.send("/history 5\n");
        client.assertReceived("alice: hello\nalice: a \u00e2\u008f\u008e b\n");
        client.send("/history 0\n/history -1\n/history x\n/history 99999999999\n");
        assertTrue(client.received().matches("(! type how many lines, .*\n){4}"));
        assertCalls("history general 20 " + Long.MAX_VALUE, "history general 5 " + Long.MAX_VALUE);
    }

    @Test
    void showsTheNewestWhereNotAllFits() {
        login();
        server.talk()
                .messages(LongStream.range(0, 500)
                        .mapToObj(id -> message(id, id + "x".repeat(1_000)))
                        .toList());
        client.send("/history 1000\n");
        String received = client.received();
        assertTrue(received.length() < 256 << 10 && received.length() > 254 << 10);
        assertTrue(received.contains("alice: 499x") && !received.contains("alice: 0x"));
    }

    @Test
    void helps() {
        client.send("/help\n");
        String help = client.received();
        for (String command : List.of("/channel NAME", "/quit", "/msg", "/who", "/rooms", "/history [N]", "/bye")) {
            assertTrue(help.contains("* " + command + " "), help);
        }
        client.send("alice\n/help\n");
        client.assertReceived("alice has joined general\n" + help);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nonsense", "/", "/Quit", "/channelx dev", "//"})
    void saysWhatToTypeInsteadOfWhatItDoesNotKnow(String typed) {
        login();
        client.send(typed + " x\n");
        client.assertReceived("! there is no " + typed.split(" ", -1)[0] + ", /help lists what there is\n");
        assertCalls();
    }

    @Test
    void showsNothingThatATerminalWouldDo() {
        login();
        client.send("/a\u001b[2Jb\u0007\n/channel \u001b[2J\n/" + "x".repeat(1_000) + "\n");
        String received = client.received();
        assertTrue(received.startsWith("! there is no /a?[2Jb?, /help lists what there is\n! the name of a room"));
        assertTrue(received.chars().allMatch(c -> c == '\n' || c >= ' '), received);
        assertTrue(received.endsWith("x\u00e2\u0080\u00a6, /help lists what there is\n"), received);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/channel", "/channel a b", "/channel <x>"})
    void refusesWhatIsNoRoom(String typed) {
        login();
        client.send(typed + "\n");
        assertTrue(client.received().matches("! .*\n"));
        assertCalls();
    }

    @Test
    void saysGoodbye() {
        client.send("/bye\n");
        client.assertReceived("* goodbye\n");
        assertTrue(client.isClosed());
        assertEquals(CloseReason.QUIT, client.session().closeReason());
        EmbeddedClient other = server.connect();
        other.send("bob\n");
        other.session().end(CloseReason.KICKED, "be nice\u001b[2J");
        server.turn();
        other.assertReceived("bob has joined general\n* goodbye: be nice?[2J\n");
        assertEquals(CloseReason.KICKED, other.session().closeReason());
    }

    @Test
    void isNeverPinged() {
        login();
        server.pass(200_000);
        client.assertReceived("");
        assertFalse(client.isClosed());
        client.send("half a li");
        server.pass(200_000);
        client.assertReceived("");
        assertFalse(client.isClosed());
    }

    private void login() {
        client.send("alice\n");
        client.assertReceived("alice has joined general\n");
    }

    /** What waits is answered, and what waits for that is done. */
    private void answer() {
        server.talk().answerAll();
        server.turn();
        client.read();
    }

    private void assertWrong(String what) {
        String received = client.received();
        assertTrue(received.startsWith("! " + what), received);
        assertEquals(received.length() - 1, received.indexOf('\n'));
        assertEquals(received, new String(received.getBytes(ISO_8859_1), UTF_8));
    }

    /** What was asked for since the login, or with it where nothing was. */
    private void assertCalls(String... expected) {
        List<String> calls = server.talk().calls();
        boolean withLogin = expected.length > 0 && expected[0].startsWith("login");
        assertEquals(List.of(expected), withLogin ? calls : calls.subList(1, calls.size()));
    }

    private static Message message(long id, String text) {
        return new Message(RoomName.GENERAL, id, 1_700, UserName.of("alice"), Text.of(text));
    }
}
