package maru.adapter.socket.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that serves only those who are logged in. */
final class LoginRequiredTest {
    private final EmbeddedServer server = new EmbeddedServer(EmbeddedServer.MAX_FRAME_BYTES, true);
    private final EmbeddedClient client = server.connectWithFrames();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add<k,1>",
                "cas<k,0,v>",
                "del<k>",
                "entry<k>",
                "follow<u>",
                "get<k>",
                "hello<1>",
                "history<r,1>",
                "hold<k,v>",
                "join<r>",
                "keys<k,1>",
                "leave<r>",
                "logout-all<>",
                "password<a,b>",
                "put<k,v>",
                "put-for<k,1,v>",
                "rooms<>",
                "say<r,t>",
                "say-once<r,k,t>",
                "since<r,1,1,1>",
                "tell<u,t>",
                "touch<k,1>",
                "unfollow<u>",
                "unwatch<k>",
                "watch<k>",
                "who<r>",
                "whois<u>"
            })
    void refusesWhoIsNobody(String sent) {
        client.send(sent);
        assertTrue(client.received().matches("error<login-required,.+>"));
        assertEquals(List.of(), server.talk().calls());
        client.send("put<\\k,v>get<k>login<alice>" + sent);
        String received = client.received();
        assertTrue(received.matches("(error<login-required,([^>\\\\]|\\\\.)+>){2}welcome<[^>]*>.+"), received);
        assertEquals(2, received.split("login-required", -1).length - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"login<a>", "resume<t>", "register<a,b>", "ping<>", "pong<>", "help<>", "quit<>"})
    void letsAnybodyComeInOrGo(String sent) {
        client.send(sent);
        assertEquals(-1, client.received().indexOf("error<"));
    }

    @Test
    void saysWhatIsWrongWithARequestAllTheSame() {
        client.send("get<>nonsense<>");
        assertTrue(client.received().matches("error<bad-arguments,.+error<unknown-command,.+"));
    }
}
