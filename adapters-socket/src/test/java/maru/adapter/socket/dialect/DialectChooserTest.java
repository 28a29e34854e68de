package maru.adapter.socket.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DialectChooserTest {
    private static final String HELP =
            "type your name and Enter to chat, or help<> and Enter for the commands of programs\n";

    private final EmbeddedServer server = new EmbeddedServer();
    private final EmbeddedClient client = server.connect();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping<>", " ping<>", "\r\t  ping<>", "put<k,GET / HTTP/1.1\r\n>get<k>", "hold<a,\n>"})
    void choosesFrames(String sent) {
        client.send(sent);
        assertEquals("frames", dialect());
        assertTrue(client.received().endsWith(">"));
        assertFalse(client.isClosed());
    }

    @Test
    void choosesFramesByteByByte() {
        client.sendByteByByte("  put<k,v>get<k>");
        client.assertReceived("ok<>value<v>");
    }

    @Test
    void choosesFramesWithAnAngleBeforeAnyBlank() {
        client.send("NICK<alice>ping<>");
        assertTrue(client.received().startsWith("error<bad-frame,"));
        assertEquals("frames", dialect());
    }

    @Test
    void answersALineFeedBeforeAnythingElseWithOneLineOfHelp() {
        client.send("\n");
        client.assertReceived(HELP);
        client.send("\n \r\n");
        client.assertReceived("");
        assertFalse(client.isClosed());
        client.send("ping<>\n");
        client.assertReceived("pong<>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nping<>", " \nping<>", "\n\n\nping<>"})
    void sendsTheHelpBeforeTheFirstAnswer(String sent) {
        client.send(sent);
        client.assertReceived(HELP + "pong<>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002\u0000\u0001put<k,v>",
                " \u0016\u0003",
                "\u0080.\u0001\u0003\u0001\u0000put<k,v>",
                "\u0080<\u0001\u0000\u0002put<k,v>\nput<k,v>",
                "GET / HTTP/1.1\r\n\r\n",
                "GET /<put<k,v> HTTP/1.1",
                "HEAD ",
                "POST /x HTTP/1.1\r\nContent-Length: 9\r\n\r\nput<k,v>\nput<k,v>",
                "PUT /put<k,v> HTTP/1.0\nput<k,v>",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "SSH-2.0-x\r\nput<k,v>",
                "EHLO host\r\nput<k,v>",
                "HELO host\nput<k,v>",
                "*1\r\n$4\r\nping<>\r\n",
                "CAP LS\r\nput<k,v>",
                "NICK a\nput<k,v>",
                "USER a\nput<k,v>",
                "PASS a\nput<k,v>",
                "GET / HTTP/1.1 \r\nput<k,v>",
                "* HTTP/1.0\n"
            })
    void closesWhatIsNoFrameAndExecutesNothing(String sent) {
        client.send(sent);
        assertClosedWithoutAWord();
        EmbeddedClient slow = server.connect();
        slow.sendByteByByte(sent);
        slow.assertReceived("");
        assertTrue(slow.isClosed());
        assertEquals(List.of(), server.entries().calls());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice\n",
                " \t alice\r\n",
                "alice secret word\n",
                "put <k,v>\nput<k,v>",
                "GETTING\n",
                "NICK\n",
                "nick a\n",
                "*\n",
                "* 1\n",
                "HTTP/1.1\n",
                "POST / HTTP/1.1 x\n",
                "/who\n",
                "\u00ff\n"
            })
    void choosesLines(String sent) {
        client.send(sent);
        assertEquals("lines", dialect());
        assertTrue(client.session().readsLines());
        EmbeddedClient slow = server.connect();
        slow.sendByteByByte(sent);
        assertEquals(client.received(), slow.received());
        assertEquals(List.of(), server.entries().calls());
    }

    @Test
    void readsNoLinesFromWhoSendsFrames() {
        assertFalse(client.session().readsLines());
        client.send("ping<>\nalice\n");
        assertFalse(client.session().readsLines());
    }

    @Test
    void choosesLinesWithinTheFirst1024Bytes() {
        client.send("a".repeat(1_023) + "\n");
        assertEquals("lines", dialect());
        EmbeddedClient late = server.connect();
        late.send("a".repeat(1_024) + "\n");
        assertTrue(late.isClosed());
        late.assertReceived("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST / HTTP/1.1\r", "alice", "put", "put k v", "SSH", "*1", "EHLO x"})
    void waitsForWhatTells(String sent) {
        client.send(sent);
        assertFalse(client.isClosed());
        assertEquals("?", dialect());
        client.assertReceived("");
    }

    @Test
    void choosesWithinItsFirst1024Bytes() {
        client.send("a".repeat(1_023));
        assertFalse(client.isClosed());
        client.send("<>ping<>");
        assertTrue(client.received().endsWith("pong<>"));

        EmbeddedClient late = server.connect();
        late.send("a".repeat(1_024) + "<>ping<>");
        assertTrue(late.isClosed());
        late.assertReceived("");
    }

    @Test
    void countsBlanksAmongThe1024Bytes() {
        client.send(" ".repeat(1_000));
        client.send("\t".repeat(18) + "ping<>");
        client.assertReceived("pong<>");

        EmbeddedClient late = server.connect();
        late.send(" ".repeat(1_024));
        assertTrue(late.isClosed());
        late.assertReceived("");
    }

    @Test
    void closesWhoSaysNothingFor60Seconds() {
        server.pass(59_500);
        assertFalse(client.isClosed());
        server.pass(750);
        assertClosedWithoutAWord();
    }

    @Test
    void closesWhoIsNotDone10SecondsAfterTheFirstByte() {
        server.pass(20_000);
        client.send(" ");
        server.pass(9_500);
        client.send("pi");
        assertFalse(client.isClosed());
        server.pass(750);
        assertClosedWithoutAWord();
    }

    @Test
    void givesNobodyMoreThan60SecondsInAll() {
        server.pass(59_500);
        client.send("pi");
        assertFalse(client.isClosed());
        server.pass(750);
        assertClosedWithoutAWord();
    }

    @Test
    void closesNobodyWhoHasChosen() {
        client.send("ping<>");
        server.pass(200_000);
        client.assertReceived("pong<>");
        assertFalse(client.isClosed());
    }

    @Test
    void holdsAPauseOfTheServerAgainstNobody() {
        client.send("pi");
        server.stop(300_000);
        server.round();
        assertFalse(client.isClosed());
        client.send("ng<>");
        client.assertReceived("pong<>");
    }

    @Test
    void tellsWhoIsTooManyThatTheServerIsFull() {
        EmbeddedClient surplus = server.connect(true);
        surplus.send("put<k,v>");
        assertTrue(surplus.received().startsWith("bye<full,5000,"));
        assertTrue(surplus.isClosed());
        assertEquals(List.of(), server.entries().calls());
    }

    @Test
    void tellsAPersonThatTheServerIsFull() {
        EmbeddedClient surplus = server.connect(true);
        surplus.send("alice\n");
        surplus.assertReceived("* goodbye: as many clients are here as the server takes\n");
        assertTrue(surplus.isClosed());
        assertEquals(List.of(), server.talk().calls());
    }

    @Test
    void closesWhoIsTooManyAndDoesNotChooseWithin2Seconds() {
        EmbeddedClient surplus = server.connect(true);
        server.pass(2_250);
        assertTrue(surplus.isClosed());
        surplus.assertReceived("");
        assertFalse(client.isClosed());
    }

    @Test
    void closesWhoShutsItsSideBeforeItHasChosen() {
        client.send("pin");
        client.shutOutput();
        assertClosedWithoutAWord();
    }

    private void assertClosedWithoutAWord() {
        assertTrue(client.isClosed());
        client.assertReceived("");
        assertEquals(List.of(), server.entries().calls());
        assertEquals(List.of(client.id()), server.ended());
        assertEquals(0, server.registry().size());
    }

    private String dialect() {
        return client.info().dialect();
    }
}
