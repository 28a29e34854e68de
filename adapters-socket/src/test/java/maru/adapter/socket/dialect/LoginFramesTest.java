package maru.adapter.socket.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import maru.application.limits.Limit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frames of 1,024 bytes, and not more, before a login. */
final class LoginFramesTest {
    private static final String TOO_LONG =
            "error<too-long,a frame has at most 1024 bytes before you have logged in\\, this one was skipped: log in first>";
    private static final String REQUIRED = "error<login-required,";
    private static final String LONG = put(2_000);

    private EmbeddedServer server = new EmbeddedServer(true, Map.of(), false);
    private EmbeddedClient client = server.connectWithFrames();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void aLongerOneIsRefusedAndTheNextIsRead() {
        client.send(put(1_024) + put(1_025) + "ping<>");
        String received = client.received();
        assertTrue(received.startsWith(REQUIRED), received);
        assertTrue(received.endsWith(">" + TOO_LONG + "pong<>"), received);
        assertEquals(1, server.exceeded(Limit.LOGIN_FRAME));
    }

    @Test
    void nothingOfItIsKept() {
        client.send(LONG.substring(0, 1_023));
        client.assertReceived("");
        client.send("v");
        client.assertReceived(TOO_LONG);
        client.sendByteByByte(LONG.substring(1_024));
        client.send("ping<>");
        client.assertReceived("pong<>");
    }

    @Test
    void whatComesBehindALoginMayBeLonger() {
        client.send("login<alice>" + LONG + "get<k>");
        assertTrue(client.received().matches("welcome<[^>]*>ok<>value<v+>"));
        client.send(LONG);
        client.assertReceived("ok<>");
    }

    @Test
    void soItMayBehindALoginThatTakesTime() {
        server.talk().answerLater(true);
        client.send("login<alice,correct horse>" + LONG);
        server.talk().answerLater(false);
        client.send("get<k>");
        client.assertReceived("");
        server.talk().answerAll();
        server.turn();
        client.read();
        server.turn();
        String received = client.received();
        assertTrue(received.matches("welcome<[^>]*>ok<>value<v+>"), received);
    }

    @Test
    void oneClientsLimitIsNotTheNexts() {
        EmbeddedClient user = server.connectWithFrames();
        user.send("login<alice>");
        user.received();
        for (int round = 0; round < 3; round++) {
            client.send(LONG);
            user.send(LONG);
            client.assertReceived(TOO_LONG);
            user.assertReceived("ok<>");
            client.send(LONG.substring(0, 500));
            user.send(LONG.substring(0, 1_500));
            client.send(LONG.substring(500));
            user.send(LONG.substring(1_500));
            client.assertReceived(TOO_LONG);
            user.assertReceived("ok<>");
        }
    }

    @Test
    void aDryRunReadsThemAndCountsTheClient() {
        server.close();
        server = new EmbeddedServer(true, Map.of(), true);
        client = server.connectWithFrames();
        client.send(LONG.substring(0, 1_100));
        client.sendByteByByte(LONG.substring(1_100));
        assertTrue(client.received().startsWith(REQUIRED));
        client.send(LONG + "ping<>");
        String received = client.received();
        assertTrue(received.startsWith(REQUIRED) && received.endsWith(">pong<>"), received);
        assertEquals(1, server.exceeded(Limit.LOGIN_FRAME));
    }

    private static String put(int length) {
        return "put<k," + "v".repeat(length - 7) + ">";
    }
}
