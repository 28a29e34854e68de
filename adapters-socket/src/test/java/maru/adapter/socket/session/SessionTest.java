package maru.adapter.socket.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SessionTest {
    @Test
    void aReplyThatCantBeWrittenEndsItsSessionAndHoldsNothingBack() {
        EmbeddedClient client = server.connectWithFrames();
        ReplySlot<String> slot = client.session().outbox().reserve((result, out) -> {
            throw new IllegalStateException("a fault, made on purpose");
        });
        client.sendWithinTurn("ping<>");
        slot.done("anything");
        server.turn();
        assertTrue(client.received().startsWith("bye<internal,1000,"));
    }

    @Test
    void aFaultOfWhoHearsOfEndsKeepsNoConnectionOpen() {
        EmbeddedClient client = server.connectWithFrames();
        server.failWhenOneEnds();
        client.send("quit<>");
        client.assertReceived("bye<quit,-1,goodbye>");
        server.pass(2_250);
        assertTrue(client.isClosed());
    }

    private final EmbeddedServer server = new EmbeddedServer();
    private final EmbeddedClient client = server.connectWithFrames();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void saysByeBehindEarlierReplies() {
        server.entries().answerLater(true);
        client.send("ping<>get<a>quit<>");
        client.assertReceived("pong<>");
        assertFalse(client.isClosed());
        server.entries().answerAll();
        server.turn();
        client.assertReceived("none<>bye<quit,-1,goodbye>");
        assertEndedOnce();
    }

    @Test
    void executesNothingBehindQuit() {
        client.send("quit<>put<a,1>");
        client.send("put<b,2>");
        client.assertReceived("bye<quit,-1,goodbye>");
        assertEquals(List.of(), server.entries().calls());
        assertEndedOnce();
    }

    @Test
    void executesNothingAfterItsEndEvenIfItCameBefore() {
        client.send("put<a," + "x".repeat(60_000) + ">");
        client.received();
        client.takeNothing();
        client.send("get<a>get<a>get<a>put<b,2>");
        client.session().endAfterReplies(CloseReason.SHUTTING_DOWN);
        client.takeAll();
        assertTrue(client.received().endsWith(">bye<shutting-down,2000,the server is stopping>"));
        assertFalse(server.entries().calls().contains("put b"));
        assertEndedOnce();
    }

    @Test
    void dropsAnswersThatComeAfterItsEnd() {
        server.entries().answerLater(true);
        client.send("get<a>watch<w>");
        client.session().end(CloseReason.INTERNAL);
        server.entries().answerAll();
        server.turn();
        assertTrue(client.received().startsWith("bye<internal,1000,"));
        server.entries().change("w", "1");
        server.turn();
        client.assertReceived("");
        assertEndedOnce();
    }

    @Test
    void waits10SecondsForTheLastAnswersAnd2ForTheBye() {
        server.entries().answerLater(true);
        client.send("get<a>quit<>");
        server.pass(9_000);
        client.takeNothing();
        server.entries().answerAll();
        server.turn();
        server.pass(1_500);
        assertFalse(client.isClosed());
        client.takeAll();
        client.assertReceived("none<>bye<quit,-1,goodbye>");
        assertEndedOnce();
    }

    @Test
    void waitsNoLongerForAnswersThatNeverCome() {
        server.entries().answerLater(true);
        client.send("get<a>quit<>");
        server.pass(13_000);
        client.assertReceived("");
        assertEndedOnce();
    }

    @Test
    void closesWhoDoesNotTakeTheByeWithin2Seconds() {
        client.takeNothing();
        client.send("quit<>");
        server.pass(1_750);
        assertFalse(client.isClosed());
        server.pass(500);
        assertEndedOnce();
    }

    @Test
    void endsWhoDoesNotFinishAFrameWithin30Seconds() {
        client.send("ping<>get<a");
        client.assertReceived("pong<>");
        server.pass(29_500);
        assertFalse(client.isClosed());
        client.send("b");
        server.pass(750);
        assertTrue(client.received().startsWith("bye<protocol,1000,"));
        assertEndedOnce();
    }

    @Test
    void endsWhoDoesNotFinishAFrameOverTheLimitEither() {
        client.send("get<a");
        server.pass(20_000);
        client.send("x".repeat(70_000));
        assertTrue(client.received().startsWith("error<too-long,"));
        server.pass(9_500);
        assertFalse(client.isClosed());
        server.pass(750);
        assertTrue(client.received().startsWith("bye<protocol,"));
        assertEndedOnce();
    }

    @Test
    void forgetsNoUnfinishedFrameOfWhoWasNotRead() {
        server.entries().answerLater(true);
        client.send("get<a>".repeat(1_023) + "put<k," + "x".repeat(70_000));
        assertFalse(client.isBeingRead());
        server.pass(31_000);
        assertFalse(client.isClosed());
        server.entries().answerAll();
        server.turn();
        assertTrue(client.received().startsWith("none<>"));
        server.pass(31_000);
        assertTrue(client.received().startsWith("bye<protocol,"));
        assertEndedOnce();
    }

    @Test
    void givesEachFrameIts30Seconds() {
        client.send("get<" + "x".repeat(70_000));
        client.received();
        for (int frame = 0; frame < 5; frame++) {
            server.pass(20_000);
            client.send(">get<a");
        }
        client.assertReceived("none<>".repeat(4));
        assertFalse(client.isClosed());
        client.send(">");
        server.pass(100_000);
        client.assertReceived("none<>");
        assertFalse(client.isClosed());
    }

    @Test
    void answersWhoShutItsSideAndThenCloses() {
        server.entries().answerLater(true);
        client.send("get<a>ping<>");
        client.shutOutput();
        assertFalse(client.isClosed());
        server.entries().answerAll();
        server.turn();
        client.assertReceived("none<>pong<>");
        assertEndedOnce();
    }

    @Test
    void doesAllThatWasAskedByWhoShutItsSideAndReadsSlowly() {
        client.send("put<a," + "x".repeat(60_000) + ">");
        client.received();
        client.takeNothing();
        client.send("get<a>".repeat(20));
        client.shutOutput();
        client.takeAtOnce(40_000);
        assertEquals(20 * 60_007, takeInPieces());
        assertEndedOnce();
    }

    @Test
    void doesAllThatWasAskedThoughTheOutboxIsEmptyNowAndThenMeanwhile() {
        client.send("put<a," + "x".repeat(60_000) + ">");
        client.received();
        server.entries().answerLater(true);
        client.send("get<b>".repeat(1_024) + "get<a>".repeat(20));
        client.shutOutput();
        client.takeAtOnce(70_000);
        server.entries().answerLater(false);
        server.entries().answerAll();
        server.turn();
        assertEquals(1_024 * 6 + 20 * 60_007, takeInPieces());
        assertEndedOnce();
    }

    private int takeInPieces() {
        int received = 0;
        for (int round = 0; round < 100; round++) {
            client.takeAll();
            received += client.received().length();
        }
        return received;
    }

    @Test
    void saysThatItIsTheServersFaultWhenACommandThrows() {
        EmbeddedClient other = server.connectWithFrames();
        client.send("put<a,1>get<faulty>put<b,2>");
        client.assertReceived("bye<internal,1000,a fault of the server; its operator can read about it in the log>");
        other.send("get<a>get<b>");
        other.assertReceived("value<1>none<>");
        assertEndedOnce();
    }

    @Test
    void hurtsNobodyElseWhenACommandThrowsThatWasHeldUp() {
        EmbeddedClient other = server.connectWithFrames();
        client.send("put<a," + "x".repeat(60_000) + ">");
        client.received();
        server.entries().answerLater(true);
        client.send("get<a>".repeat(1_024) + "get<faulty>");
        other.send("get<a>");
        server.entries().answerAll();
        server.entries().answerLater(false);
        server.turn();
        assertTrue(client.received()
                .endsWith(">bye<internal,1000,a fault of the server; its operator can read about it" + " in the log>"));
        assertEquals(60_007, other.received().length());
        other.send("ping<>");
        other.assertReceived("pong<>");
        assertEndedOnce();
    }

    @Test
    void hurtsNobodyWhenACommandThrowsAfterTheClientTookWhatWaited() {
        EmbeddedClient other = server.connectWithFrames();
        client.send("put<a," + "x".repeat(60_000) + ">");
        client.received();
        client.takeNothing();
        client.send("get<a>get<a>get<faulty>");
        client.takeAll();
        assertTrue(client.received().contains("bye<internal,"));
        other.send("ping<>");
        other.assertReceived("pong<>");
        assertEndedOnce();
    }

    @Test
    void closesWithoutAWordWhenTheConnectionIsLost() {
        client.fail(new IOException("Connection reset by peer"));
        client.assertReceived("");
        assertEndedOnce();
    }

    @Test
    void tellsOfAnErrorThatTheProcessCannotSurvive() {
        OutOfMemoryError error = new OutOfMemoryError("made on purpose");
        client.fail(error);
        assertEquals(List.of(error), server.fatal());
    }

    @Test
    void tellsOfItsEndOnceWhenItVanishes() {
        client.send("watch<>hold<a,1>");
        client.vanish();
        server.pass(1_000);
        assertEndedOnce();
    }

    @Test
    void tellsOfItsEndOnceWhateverElseHappens() {
        client.send("quit<>");
        client.session().end(CloseReason.SLOW);
        client.session().close();
        client.vanish();
        server.pass(20_000);
        assertEndedOnce();
    }

    @Test
    void letsGoOfWhatItHeldAndWatched() {
        EmbeddedClient other = server.connectWithFrames();
        other.send("watch<h>");
        client.send("hold<h1,me>watch<x>");
        other.received();
        client.send("quit<>");
        server.turn();
        other.assertReceived("removed<h1,102>");
        assertEquals(List.of(client.id()), server.entries().released());
    }

    @Test
    void saysAnotherSentenceWhereThereIsOne() {
        client.session().end(CloseReason.KICKED, "be, nice");
        server.turn();
        client.assertReceived("bye<kicked,-1,be\\, nice>");
        assertEquals(CloseReason.KICKED, client.session().closeReason());
        client.session().end(CloseReason.INTERNAL);
        assertEquals(CloseReason.KICKED, client.session().closeReason());
        EmbeddedClient replaced = server.connectWithFrames();
        replaced.session().endAfterReplies(CloseReason.REPLACED);
        server.turn();
        replaced.assertReceived("bye<replaced,-1,this user is here with another connection now>");
        assertEquals(CloseReason.REPLACED, replaced.session().closeReason());
    }

    @Test
    void hasNoReasonToEndWhereItsConnectionWasLost() {
        assertNull(client.session().closeReason());
        client.vanish();
        assertNull(client.session().closeReason());
        EmbeddedClient finished = server.connectWithFrames();
        finished.shutOutput();
        assertTrue(finished.isClosed());
        assertNull(finished.session().closeReason());
    }

    private void assertEndedOnce() {
        assertTrue(client.isClosed());
        assertEquals(1, server.ended().stream().filter(id -> id == client.id()).count());
        assertEquals(
                1,
                server.entries().released().stream()
                        .filter(id -> id == client.id())
                        .count());
    }
}
