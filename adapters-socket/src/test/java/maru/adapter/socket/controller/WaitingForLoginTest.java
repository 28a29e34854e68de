package maru.adapter.socket.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import maru.adapter.socket.session.CloseReason;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for behind a login that takes its time. */
final class WaitingForLoginTest {
    private final EmbeddedServer server = new EmbeddedServer();
    private final EmbeddedClient client = server.connectWithFrames();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login<alice,password>",
                "login<al\\ice,password>",
                "resume<token>",
                "register<alice,password>",
                "password<password,another one>",
                "logout-all<>"
            })
    void waitsForTheAnswer(String login) {
        server.talk().answerLater(true);
        client.send("ping<>" + login + "join<x>say<x,a\\,b>put<k,v>jo");
        client.send("in<y>");
        client.assertReceived("pong<>");
        assertEquals(1, server.talk().calls().size());
        assertEquals(List.of(), server.entries().calls());
        assertFalse(client.isBeingRead());

        server.talk().answerLater(false);
        server.talk().answerAll();
        server.turn();
        client.read();
        String received = client.received();
        assertTrue(received.matches("(welcome|ok)<.*>joined<x,2,77,12>sent<1>ok<>joined<y,2,77,12>"), received);
        assertEquals(
                List.of("join x", "say x a,b", "join y"), server.talk().calls().subList(1, 4));
        assertTrue(client.isBeingRead());
    }

    @Test
    void waitsForEachOfSeveral() {
        server.talk().answerLater(true);
        client.send("login<a>login<b>login<c>ping<>");
        for (String name : List.of("a", "b", "c")) {
            assertEquals("login " + name + " null", last(server.talk().calls()));
            client.assertReceived("");
            server.talk().answerAll();
            server.turn();
            assertTrue(client.received().startsWith("welcome<7," + name));
        }
    }

    @Test
    void goesOnAfterARefusal() {
        server.talk().answerLater(true);
        server.talk().refuseNext(new Refusal(RefusalCode.NAME_TAKEN, "taken"));
        client.send("login<a>ping<>");
        server.talk().answerAll();
        server.turn();
        client.assertReceived("error<name-taken,taken>pong<>");
    }

    @Test
    void goesOnBehindEarlierRequestsThatAreNotAnsweredYet() {
        server.entries().answerLater(true);
        server.talk().answerLater(true);
        client.send("get<a>login<a>ping<>");
        server.talk().answerAll();
        server.turn();
        client.assertReceived("");
        server.entries().answerAll();
        server.turn();
        client.assertReceived("none<>welcome<7,a,to\\,ken>pong<>");
    }

    @Test
    void holdsItsSilenceAgainstNobody() {
        client.send("watch<a>");
        client.received();
        server.talk().answerLater(true);
        client.send("login<a>get<k");
        server.pass(200_000);
        client.assertReceived("");
        assertFalse(client.isClosed());
        server.talk().answerAll();
        server.turn();
        client.assertReceived("welcome<7,a,to\\,ken>");
        client.send(">");
        client.assertReceived("none<>");
        server.pass(30_250);
        client.assertReceived("ping<>");
    }

    @Test
    void answersWhoHasShutItsSide() {
        server.talk().answerLater(true);
        client.send("login<a>ping<>");
        client.shutOutput();
        assertFalse(client.isClosed());
        server.talk().answerAll();
        server.turn();
        client.assertReceived("welcome<7,a,to\\,ken>pong<>");
        assertTrue(client.isClosed());
    }

    @Test
    void doesNothingMoreForWhoIsGone() {
        server.talk().answerLater(true);
        client.send("login<a>join<x>");
        client.vanish();
        EmbeddedClient ending = server.connectWithFrames();
        ending.send("login<b>join<x>");
        ending.session().endAfterReplies(CloseReason.SHUTTING_DOWN);
        server.talk().answerAll();
        server.turn();
        ending.assertReceived("welcome<7,b,to\\,ken>bye<shutting-down,2000,the server is stopping>");
        assertEquals(List.of("login a null", "login b null"), server.talk().calls());
    }

    private static String last(List<String> calls) {
        return calls.get(calls.size() - 1);
    }
}
