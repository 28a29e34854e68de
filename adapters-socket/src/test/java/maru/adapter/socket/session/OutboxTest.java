package maru.adapter.socket.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OutboxTest {
    private static final int ENOUGH = Outbox.ENOUGH_WAITING;

    private final EmbeddedServer server = new EmbeddedServer();
    private final EmbeddedClient client = server.connectWithFrames();

    @BeforeEach
    void putValues() {
        client.send("put<a,1>put<b,2>put<c,3>");
        client.received();
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void sendsRepliesInTheOrderOfTheirRequests() {
        server.entries().answerLater(true);
        client.send("get<a>get<b>get<none>get<c>");
        answer(3);
        answer(1);
        client.assertReceived("");
        answer(0);
        client.assertReceived("value<1>value<2>");
        answer(2);
        client.assertReceived("none<>value<3>");
    }

    @Test
    void sendsWhatIsThereAtOnceBehindWhatIsNot() {
        server.entries().answerLater(true);
        client.send("ping<>get<a>ping<>nonsense<>get<b>ping<>");
        client.assertReceived("pong<>");
        answer(0);
        assertTrue(client.received().startsWith("value<1>pong<>error<unknown-command,"));
        answer(1);
        client.assertReceived("value<2>pong<>");
    }

    @Test
    void sendsPushesBeforeRepliesThatAreNotThere() {
        client.send("watch<w>");
        client.received();
        server.entries().answerLater(true);
        client.send("get<a>get<b>");
        change("w", "1");
        client.assertReceived("changed<w,104,1>");
        answer(0);
        change("w", "2");
        client.assertReceived("value<1>changed<w,105,2>");
    }

    @Test
    void sendsPushesBehindRepliesThatAreThere() {
        client.send("watch<w>");
        client.received();
        server.entries().answerLater(true);
        client.send("get<a>get<b>get<c>get<none>");
        answer(2);
        answer(1);
        change("w", "1");
        client.assertReceived("");
        answer(0);
        client.assertReceived("value<1>value<2>value<3>changed<w,104,1>");
        answer(3);
        client.assertReceived("none<>");
    }

    @Test
    void sendsPushesBehindAReplyThatWaitsForAnother() {
        server.entries().answerLater(true);
        client.send("get<a>");
        server.entries().answerLater(false);
        client.send("watch<w>");
        change("w", "1");
        client.assertReceived("");
        answer(0);
        client.assertReceived("value<1>watch<0>changed<w,104,1>");
    }

    @Test
    void sendsNothingWithinAList() {
        client.send("put<w1," + "x".repeat(50_000) + ">put<w2," + "y".repeat(50_000) + ">");
        client.received();
        client.takeNothing();
        client.send("watch<w>keys<,9>");
        change("w3", "z");
        client.send("ping<>");
        client.takeAll();
        client.assertReceived("watch<2>changed<w1,104," + "x".repeat(50_000) + ">changed<w2,105," + "y".repeat(50_000)
                + ">changed<w3,106,z>keys<6>key<a>key<b>key<c>key<w1>key<w2>key<w3>pong<>");
    }

    @Test
    void writesOnceForARead() {
        int writes = client.writes();
        int flushes = client.flushes();
        client.send("get<a>".repeat(100));
        client.assertReceived("value<1>".repeat(100));
        assertEquals(writes + 1, client.writes());
        assertEquals(flushes + 1, client.flushes());
    }

    @Test
    void writesOnceForAllPushesOfATurn() {
        client.send("watch<w>");
        client.received();
        int writes = client.writes();
        for (int at = 0; at < 50; at++) {
            server.entries().change("w", Integer.toString(at));
        }
        server.turn();
        assertEquals(50, client.received().split(">").length);
        assertEquals(writes + 1, client.writes());
    }

    @Test
    void writesRepliesAndTheirPushesTogether() {
        client.send("watch<w>");
        client.received();
        int writes = client.writes();
        client.send("put<w1,x>put<w2,y>");
        client.assertReceived("ok<>ok<>changed<w1,104,x>changed<w2,105,y>");
        assertEquals(writes + 1, client.writes());
    }

    @Test
    void writesOnceForAllAnswersOfATurn() {
        server.entries().answerLater(true);
        client.send("get<a>get<b>get<c>");
        int writes = client.writes();
        server.entries().answerAll();
        server.turn();
        client.assertReceived("value<1>value<2>value<3>");
        assertEquals(writes + 1, client.writes());
    }

    @Test
    void doesNotWorkAheadOfWhoTakesNothing() {
        client.send("put<a," + "x".repeat(1_000) + ">");
        client.received();
        int before = server.entries().calls().size();
        client.takeNothing();
        client.send("get<a>".repeat(5_000));
        int done = server.entries().calls().size() - before;
        assertTrue(done * 1_007 >= ENOUGH && done * 1_007 < ENOUGH + 2_000, done + " done");
        assertFalse(client.isBeingRead());
        assertTrue(client.info().bytesWaiting() < ENOUGH + 2_000);
        assertEquals(done, server.entries().calls().size() - before);
        client.takeAll();
        client.assertReceived(("value<" + "x".repeat(1_000) + ">").repeat(5_000));
        assertTrue(client.isBeingRead());
        assertEquals(0, client.info().bytesWaiting());
    }

    @Test
    void leavesTheSocketUnreadUntilTheClientTakesSomething() {
        client.send("put<a," + "x".repeat(60_000) + ">");
        client.received();
        client.takeNothing();
        client.send("get<a>get<a>get<a>");
        assertFalse(client.isBeingRead());
        client.send("ping<>");
        assertEquals(6, client.unread());
        client.take(100_000);
        client.take(100_000);
        assertTrue(client.isBeingRead());
        assertEquals(3 * 60_007 + 6, client.received().length());
    }

    @Test
    void stopsReadingWithinTheTurn() {
        client.send("put<a," + "x".repeat(60_000) + ">");
        client.received();
        client.takeNothing();
        client.sendWithinTurn("get<a>get<a>get<a>");
        assertFalse(client.isBeingRead());
    }

    @Test
    void skipsAnglesBehindAWrongFrameAlsoWhenItStopsThere() {
        client.send("put<a," + "x".repeat(65_500) + ">");
        client.received();
        client.takeNothing();
        client.send("get<a>get<>>>ping<>ping<>");
        assertFalse(client.isBeingRead());
        client.takeAll();
        String received = client.received();
        assertEquals("error<bad-arguments,", received.substring(65_507, 65_507 + 20));
        assertTrue(received.endsWith(" found 0 fields>pong<>pong<>"), received.substring(65_507));
    }

    @Test
    void answersAnglesBehindAGoodFrameAlsoWhenItStopsThere() {
        client.send("put<a," + "x".repeat(65_500) + ">");
        client.received();
        client.takeNothing();
        client.send("get<a>get<a>>ping<>");
        assertFalse(client.isBeingRead());
        client.takeAll();
        String received = client.received();
        assertTrue(received.contains("x>error<bad-frame,"));
        assertTrue(received.endsWith(">pong<>"));
    }

    @Test
    void losesNothingWhenItIsTakenInPieces() {
        client.send("put<a," + "x".repeat(9_000) + ">");
        client.received();
        client.takeNothing();
        StringBuilder expected = new StringBuilder();
        for (int at = 0; at < 300; at++) {
            client.send("get<a>add<n," + at + ">nonsense<");
            client.send(at + "<>>");
            expected.append("value<")
                    .append("x".repeat(9_000))
                    .append(">value<")
                    .append(at * (at + 1) / 2)
                    .append('>');
        }
        StringBuilder received = new StringBuilder();
        for (int round = 0; round < 2_000 && client.info().bytesWaiting() > 0; round++) {
            client.take(1 + (round * 7_919) % 30_000);
            received.append(client.received());
        }
        assertEquals(expected.toString(), received.toString().replaceAll("error<bad-frame,(?:[^<>\\\\]|\\\\.)*>", ""));
    }

    @Test
    void goesOnWhereTheSocketTakesALittleAtEachFlush() {
        client.send("put<a," + "x".repeat(9_000) + ">");
        client.received();
        client.takeAtOnce(40_000);
        client.send("get<a>".repeat(200) + "ping<>");
        client.takeAll();
        for (int round = 0; round < 100; round++) {
            client.takeAll();
        }
        client.assertReceived(("value<" + "x".repeat(9_000) + ">").repeat(200) + "pong<>");
    }

    @Test
    void readsNoMoreOnce1024AnswersAreMissing() {
        server.entries().answerLater(true);
        client.send("get<a>".repeat(3_000));
        assertEquals(1_024, server.entries().waiting());
        assertFalse(client.isBeingRead());
        server.entries().answerAll();
        server.turn();
        client.assertReceived("value<1>".repeat(1_024));
        assertEquals(1_024, server.entries().waiting());
        server.entries().answerAll();
        server.turn();
        server.entries().answerAll();
        server.turn();
        client.assertReceived("value<1>".repeat(1_976));
        assertTrue(client.isBeingRead());
    }

    @Test
    void countsWhatWaitsBehindAnAnswerThatIsMissing() {
        client.send("put<a," + "x".repeat(1_000) + ">watch<w>");
        client.received();
        server.entries().answerLater(true);
        client.send("get<b>");
        server.entries().answerLater(false);
        client.send("get<a>");
        assertEquals(64 + 1_007, client.info().bytesWaiting());
        server.entries().answerLater(true);
        client.send("get<b>");
        change("w", "x".repeat(1_000));
        assertEquals(2 * 64 + 1_007 + 1_015, client.info().bytesWaiting());
        server.entries().answerAll();
        server.turn();
        assertEquals(0, client.info().bytesWaiting());
    }

    @Test
    void endsWhoLetsTooManyPushesWait() {
        EmbeddedClient watcher = server.connectWithFrames();
        watcher.send("watch<w>");
        watcher.received();
        watcher.takeNothing();
        for (int at = 0; at < 4; at++) {
            change("w", "x".repeat(60_000));
            assertFalse(server.ended().contains(watcher.id()));
        }
        change("w", "x".repeat(60_000));
        assertTrue(server.ended().contains(watcher.id()));
        watcher.takeAll();
        String received = watcher.received();
        assertTrue(received.startsWith("changed<w,104,xxx"), received.substring(0, 20));
        assertTrue(received.contains("x>bye<slow,1000,"));
        assertTrue(watcher.isClosed());
        client.send("ping<>");
        client.assertReceived("pong<>");
    }

    @Test
    void endsNobodyWhoTakesAllThatIsSaidInOneTurn() {
        EmbeddedClient watcher = server.connectWithFrames();
        watcher.send("watch<w>");
        watcher.received();
        int writes = watcher.writes();
        for (int at = 0; at < 40; at++) {
            server.entries().change("w", "x".repeat(60_000));
        }
        server.turn();
        assertEquals(40L * 60_015, watcher.received().length());
        assertEquals(40 / 5, watcher.writes() - writes);
        assertFalse(watcher.isClosed());
    }

    @Test
    void countsPushesThatWaitForAnAnswer() {
        client.send("watch<w>");
        client.received();
        server.entries().answerLater(true);
        client.send("get<a>get<b>");
        answer(1);
        for (int at = 0; at < 5; at++) {
            change("w", "x".repeat(60_000));
        }
        assertTrue(client.received().startsWith("bye<slow,"));
    }

    @Test
    void endsWhoTakesNothingFor10Seconds() {
        client.send("put<a," + "x".repeat(60_000) + ">");
        client.received();
        client.takeNothing();
        client.send("get<a>get<a>");
        server.pass(9_500);
        assertFalse(server.ended().contains(client.id()));
        server.pass(1_500);
        assertTrue(server.ended().contains(client.id()));
        client.takeAll();
        assertTrue(client.received().contains("bye<slow,1000,"));
        assertTrue(client.isClosed());
    }

    @Test
    void endsNobodyWhoTakesALittleNowAndThen() {
        client.send("put<a," + "x".repeat(60_000) + ">");
        client.received();
        client.takeNothing();
        client.send("get<a>get<a>get<a>");
        for (int round = 0; round < 10; round++) {
            server.pass(9_000);
            client.take(1_000);
        }
        assertFalse(server.ended().contains(client.id()));
        client.takeAll();
        assertEquals(3 * 60_007, client.received().length());
    }

    @Test
    void takesOneAnswerToARequest() {
        ReplySlot<String> slot = client.session()
                .outbox()
                .reserve((text, out) -> out.open(FrameWriter.name(text)).close());
        slot.done("first");
        assertThrows(IllegalStateException.class, () -> slot.done("second"));
        server.turn();
        client.assertReceived("first<>");
    }

    @Test
    void putsEachFrameOnALineForWhoTypes() {
        client.send("get<a>\n");
        client.assertReceived("value<1>\n");
        client.send("get<a>get<b>\r\nwatch<w>\n");
        change("w", "1");
        client.assertReceived("value<1>\nvalue<2>\nwatch<0>\nchanged<w,104,1>\n");
    }

    private void answer(int number) {
        server.entries().answer(number);
        server.turn();
    }

    private void change(String key, String value) {
        server.entries().change(key, value);
        server.turn();
    }
}
