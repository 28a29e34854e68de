package maru.adapter.socket.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.Test;

/** What an event loop reads of several sockets before it does any of it. */
class InboxTest {
    private final EmbeddedServer server = new EmbeddedServer();
    private final EmbeddedClient alice = server.connectWithFrames();
    private final EmbeddedClient bob = server.connectWithFrames();

    @Test
    void doesWhatWasReadInItsOrderWhenTheTurnEnds() {
        alice.sendWithinRead("put<k,1>");
        bob.sendWithinRead("put<k,2>get");
        alice.sendWithinRead("get<k>");
        bob.sendWithinRead("<k>");
        assertEquals(List.of(), server.entries().calls());
        server.turn();
        assertEquals(
                List.of("put k", "put k", "find k", "find k"), server.entries().calls());
        alice.assertReceived("ok<>value<2>");
        bob.assertReceived("ok<>value<2>");
    }

    @Test
    void doesSixteenReadsWithoutWaitingForTheRest() {
        for (int i = 0; i < 16; i++) {
            (i % 2 == 0 ? alice : bob).sendWithinRead("get<k>");
        }
        assertEquals(0, server.entries().calls().size());
        alice.sendWithinRead("get<k>");
        assertEquals(16, server.entries().calls().size());
        bob.assertReceived("none<>".repeat(8));
        server.turn();
        alice.assertReceived("none<>".repeat(9));
    }

    @Test
    void sendsOnceHoweverManyReadsThereWere() {
        int writes = alice.writes();
        for (int i = 0; i < 10; i++) {
            alice.sendWithinRead("get<k>");
        }
        server.turn();
        assertEquals(writes + 1, alice.writes());
    }

    @Test
    void doesMoreThanItHolds() {
        alice.sendWithinRead("put<k," + "x".repeat(60_000) + ">");
        bob.sendWithinRead("put<l," + "y".repeat(60_000) + ">");
        alice.sendWithinRead("get<m>".repeat(12_000));
        server.turn();
        bob.assertReceived("ok<>");
        alice.assertReceived("ok<>" + "none<>".repeat(12_000));
    }

    @Test
    void aFaultEndsItsOwnSessionOnly() {
        alice.sendWithinRead("get<faulty>get<k>");
        bob.sendWithinRead("get<k>");
        server.turn();
        assertTrue(alice.received().startsWith("bye<internal,"));
        bob.assertReceived("none<>");
    }

    @Test
    void whoCantBeAnsweredKeepsNobodyElseFromTheirs() {
        alice.failToSend();
        alice.sendWithinRead("get<k>");
        bob.sendWithinRead("get<k>");
        server.turn();
        bob.assertReceived("none<>");
        assertTrue(alice.session().hasEnded());
        server.pass(2_250);
        assertTrue(alice.isClosed());
    }

    @Test
    void whoCantBeAnsweredAtTheEndOfATurnKeepsNobodyElseFromTheirs() {
        alice.failToSend();
        alice.sendWithinRead("watch<k>");
        bob.sendWithinRead("watch<k>put<k,1>");
        server.turn();
        assertTrue(bob.received().startsWith("watch<0>ok<>changed<k,"));
        assertTrue(alice.session().hasEnded());
    }

    @Test
    void whatWasReadBeforeTheConnectionWasLostIsDone() {
        alice.sendWithinRead("put<k,1>");
        alice.vanishWithinTurn();
        server.turn();
        assertEquals(List.of("put k"), server.entries().calls());
    }

    @Test
    void whatWasReadBeforeAReadFailedIsDone() {
        alice.sendWithinRead("put<k,1>");
        alice.fail(new IOException("reset by peer"));
        assertEquals(List.of("put k"), server.entries().calls());
    }

    @Test
    void keysOfSeveralSessionsAreFetchedTogether() {
        alice.sendWithinRead("get<k>");
        bob.sendWithinRead("put<l,1>");
        server.turn();
        assertEquals(List.of("k", "l"), server.entries().prepared());
    }
}
