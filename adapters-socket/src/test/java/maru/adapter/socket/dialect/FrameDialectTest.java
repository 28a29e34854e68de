package maru.adapter.socket.dialect;

import static org.junit.jupiter.api.Assertions.assertTrue;

import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections of one loop share a parser, and nothing that one of them has sent. */
final class FrameDialectTest {
    private final EmbeddedServer server = new EmbeddedServer();
    private final EmbeddedClient one = server.connect();
    private final EmbeddedClient other = server.connect();

    @BeforeEach
    void chooseFrames() {
        one.send("ping<>");
        one.assertReceived("pong<>");
        other.send("ping<>");
        other.assertReceived("pong<>");
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void unfinishedFramesOfSeveralConnectionsAreReadToTheirEnds() {
        one.send("put<a");
        other.send("put<b,2");
        one.send(",1");
        other.send(">get<b>get");
        one.send(">get<a>");
        other.send("<a>");
        one.assertReceived("ok<>value<1>");
        other.assertReceived("ok<>value<2>value<1>");
    }

    @Test
    void anglesBehindAWrongFrameAreSkippedForWhoSentIt() {
        one.send("a-b-c{>");
        assertTrue(one.received().startsWith("error<bad-frame,"));
        other.send(">");
        assertTrue(other.received().startsWith("error<bad-frame,"));
        one.send(">>ping<>");
        one.assertReceived("pong<>");
    }

    @Test
    void aFrameThatIsSkippedForItsLengthIsNobodyElses() {
        one.send("put<a," + "x".repeat(1 << 20));
        assertTrue(one.received().startsWith("error<too-long,"));
        other.send("ping<>");
        other.assertReceived("pong<>");
        one.send("xx>ping<>");
        one.assertReceived("pong<>");
    }
}
