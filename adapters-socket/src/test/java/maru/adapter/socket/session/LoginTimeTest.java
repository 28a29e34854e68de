package maru.adapter.socket.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import maru.application.limits.Limit;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ten seconds to log in, where one has to. */
final class LoginTimeTest {
    private static final String BYE = "bye<protocol,1000,nobody has logged in within 10 seconds: log in first>";

    private EmbeddedServer server = new EmbeddedServer(true, Map.of(), false);

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void whoDoesNotLogInIsSentAway() {
        EmbeddedClient client = server.connectWithFrames();
        server.live(9_500);
        client.send("ping<>get<a>help<ping>");
        client.received();
        assertFalse(client.isClosed());
        server.live(1_000);
        client.assertReceived(BYE);
        assertTrue(client.isClosed());
        assertEquals(1, server.exceeded(Limit.LOGIN_TIMEOUT));
    }

    @Test
    void theTimeBeginsWithTheDialect() {
        EmbeddedClient client = server.connect();
        server.live(8_000);
        client.send("ping<>");
        client.received();
        server.live(9_500);
        assertFalse(client.isClosed());
        server.live(1_000);
        client.assertReceived(BYE);
    }

    @Test
    void whoHasLoggedInStays() {
        EmbeddedClient client = server.connectWithFrames();
        server.live(9_000);
        client.send("login<alice>");
        client.received();
        server.live(25_000);
        client.assertReceived("");
        assertFalse(client.isClosed());
        assertEquals(0, server.exceeded(Limit.LOGIN_TIMEOUT));
    }

    @Test
    void aPersonHasAsLong() {
        server.talk().refuseNext(new Refusal(RefusalCode.NAME_TAKEN, "somebody is alice"));
        EmbeddedClient person = server.connect();
        person.send("alice\n");
        person.received();
        server.live(10_500);
        person.assertReceived("* goodbye: nobody has logged in within 10 seconds: log in first\n");
        assertTrue(person.isClosed());
    }

    @Test
    void aLoginUnderWayIsNotCutOff() {
        EmbeddedClient client = server.connectWithFrames();
        server.talk().answerLater(true);
        client.send("login<alice,correct horse>");
        server.live(15_000);
        assertFalse(client.isClosed());
        server.talk().answerAll();
        server.live(2_000);
        assertTrue(client.received().matches("welcome<7,alice,[^>]*>"));
        assertFalse(client.isClosed());
    }

    @Test
    void whoseLoginIsRefusedWhenTheTimeIsOverIsToldSoAndGoes() {
        EmbeddedClient client = server.connectWithFrames();
        server.talk().answerLater(true);
        server.talk().refuseNext(new Refusal(RefusalCode.BAD_CREDENTIALS, "no"));
        client.send("login<alice,wrong>login<alice,wrong>");
        server.live(15_000);
        server.talk().answerAll();
        server.turn();
        client.assertReceived("error<bad-credentials,no>" + BYE);
        assertEquals(
                1,
                server.talk().calls().stream()
                        .filter(call -> call.startsWith("login"))
                        .count());
    }

    @Test
    void whereNobodyHasToLogInNobodyIsSentAway() {
        server.close();
        server = new EmbeddedServer();
        EmbeddedClient client = server.connectWithFrames();
        server.live(61_000);
        assertFalse(client.isClosed());
    }

    @Test
    void aDryRunCountsOnceAndSendsNobodyAway() {
        server.close();
        server = new EmbeddedServer(true, Map.of(), true);
        EmbeddedClient client = server.connectWithFrames();
        server.live(30_000);
        client.assertReceived("");
        assertFalse(client.isClosed());
        assertEquals(1, server.exceeded(Limit.LOGIN_TIMEOUT));
    }
}
