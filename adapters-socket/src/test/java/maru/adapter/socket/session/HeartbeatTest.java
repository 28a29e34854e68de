package maru.adapter.socket.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HeartbeatTest {
    private final EmbeddedServer server = new EmbeddedServer();
    private final EmbeddedClient client = server.connectWithFrames();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void pingsAWatcherThatIsSilent() {
        watch();
        server.pass(29_500);
        client.assertReceived("");
        server.pass(750);
        client.assertReceived("ping<>");
        server.pass(20_000);
        client.assertReceived("");
        assertFalse(client.isClosed());
    }

    @Test
    void pingsWhoHoldsAKey() {
        client.send("hold<a,1>");
        client.assertReceived("ok<101>");
        server.pass(30_250);
        client.assertReceived("ping<>");
    }

    @Test
    void leavesAllOthersAlone() {
        EmbeddedClient loser = server.connectWithFrames();
        EmbeddedClient formerWatcher = server.connectWithFrames();
        client.send("hold<a,1>");
        loser.send("hold<a,2>");
        loser.assertReceived("error<conflict,101>");
        formerWatcher.send("watch<a>unwatch<a>");
        formerWatcher.received();
        EmbeddedClient silent = server.connectWithFrames();
        server.pass(100_000);
        for (EmbeddedClient other : new EmbeddedClient[] {loser, formerWatcher, silent}) {
            other.assertReceived("");
            assertFalse(other.isClosed());
        }
        assertTrue(client.isClosed());
    }

    @Test
    void evictsWhoAnswersNothing() {
        watch();
        server.pass(60_250);
        assertFalse(client.isClosed());
        server.pass(250);
        String received = client.received();
        assertTrue(received.startsWith("ping<>bye<timeout,0,"), received);
        assertTrue(client.isClosed());
        assertEquals(1, server.ended().size());
    }

    @Test
    void evictsNobodyBeforeTheTimeIsOver() {
        server.pass(250);
        server.stop(249); // since the clock was moved on
        watch();
        server.pass(59_999);
        assertFalse(client.isClosed());
    }

    @Test
    void takesAnyByteForASignOfLife() {
        watch();
        for (String sign : new String[] {"pong<>", " ", "\t", "\r", "ping<>"}) {
            server.pass(45_000);
            client.assertReceived("ping<>");
            client.send(sign);
            client.received();
        }
        assertFalse(client.isClosed());
        server.pass(29_500);
        client.assertReceived("");
    }

    @Test
    void repliesNothingToAPong() {
        watch();
        client.send("pong<>ping<>pong<>");
        client.assertReceived("pong<>");
    }

    @Test
    void pingsBeforeAnAnswerThatIsLongInComing() {
        watch();
        server.entries().answerLater(true);
        client.send("get<a>");
        server.entries().answerLater(false);
        client.send("ping<>");
        server.pass(30_250);
        client.assertReceived("ping<>");
        server.entries().answerAll();
        server.turn();
        client.assertReceived("none<>pong<>");
    }

    @Test
    void holdsAPauseOfTheServerAgainstNobody() {
        watch();
        for (int pause = 0; pause < 20; pause++) {
            server.stop(30_000);
            server.round();
        }
        client.assertReceived("");
        assertFalse(client.isClosed());
        server.pass(20_250);
        client.assertReceived("ping<>");
    }

    @Test
    void doesNotCountTheSilenceOfWhoIsNotRead() {
        watch();
        server.entries().answerLater(true);
        client.send("get<a>".repeat(1_024));
        assertFalse(client.isBeingRead());
        server.pass(200_000);
        assertFalse(client.isClosed());
        server.entries().answerAll();
        server.turn();
        client.assertReceived("none<>".repeat(1_024));
        server.pass(29_500);
        client.assertReceived("");
        server.pass(750);
        client.assertReceived("ping<>");
    }

    @Test
    void pingsAgainAfterEachSignOfLife() {
        watch();
        for (int round = 0; round < 3; round++) {
            server.pass(30_250);
            client.assertReceived("ping<>");
            client.send("pong<>");
        }
    }

    private void watch() {
        client.send("watch<w>");
        client.assertReceived("watch<0>");
    }
}
