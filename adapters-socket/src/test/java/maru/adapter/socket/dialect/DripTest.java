package maru.adapter.socket.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that send a byte every five seconds and never make a request. */
final class DripTest {
    private static final int DRIP_MILLIS = 5_000;

    /** Two rounds of the heartbeat. */
    private static final int ROUNDS_MILLIS = 500;

    private final EmbeddedServer server = new EmbeddedServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get",
                "      ",
                "\t\r \t\r",
                "bob and all",
                "G",
                "put-for",
                "\\\\\\\\",
                "\u0001\u0002\u0003\u0004"
            })
    void whoNeverChoosesADialectIsClosedTenSecondsAfterTheFirstByte(String bytes) {
        EmbeddedClient client = server.connect();
        server.pass(7_000);
        assertEquals(10_000, closedAfter(client, bytes), ROUNDS_MILLIS);
        client.assertReceived("");
    }

    @Test
    void aLineFeedIsHelpedAndNoChoice() {
        EmbeddedClient client = server.connect();
        assertEquals(10_000, closedAfter(client, "\n\n\n\n"), ROUNDS_MILLIS);
        assertTrue(client.received().startsWith("type your name"));
    }

    @Test
    void whoSaysNothingIsClosedAfterAMinute() {
        EmbeddedClient client = server.connect();
        server.pass(59_500);
        assertFalse(client.isClosed());
        server.pass(1_000);
        assertTrue(client.isClosed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<aaaaaaaaaaaa", "<\\\\\\\\\\\\\\\\", "<,,,,,,,,,,,,"})
    void whatBeginsWithAnAngleIsAFrameThatEndsInHalfAMinute(String bytes) {
        EmbeddedClient client = server.connect();
        assertEquals(30_000, closedAfter(client, bytes), 2_000 + 2 * ROUNDS_MILLIS);
        assertTrue(client.received().startsWith("bye<protocol,1000,"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"getgetgetget", "get<aaaaaaaaa", "get<a\\\\\\\\\\\\\\", "NONE<aaaaaaaaaaa", "put<a,bbbbbbbbbb"})
    void aFrameThatNeverEndsClosesAfterHalfAMinute(String bytes) {
        EmbeddedClient client = server.connectWithFrames();
        assertEquals(30_000, closedAfter(client, bytes), 2_000 + 2 * ROUNDS_MILLIS);
        assertTrue(client.received().contains("bye<protocol,1000,"));
    }

    @Test
    void aFrameThatIsTooLongAndNeverEndsClosesAfterHalfAMinute() {
        EmbeddedClient client = server.connectWithFrames();
        client.send("put<a," + "x".repeat(EmbeddedServer.MAX_FRAME_BYTES));
        assertTrue(client.received().startsWith("error<too-long,"));
        assertEquals(30_000, closedAfter(client, "xxxxxxxxxxxxx"), 2_000 + 2 * ROUNDS_MILLIS);
    }

    /** Each within its own time, all of them never: what ends is another frame than what begins. */
    @Test
    void framesThatEndAreNotHeldAgainstWhoBeginsTheNext() {
        EmbeddedClient client = server.connectWithFrames();
        for (int at = 0; at < 10; at++) {
            client.send("ping<");
            server.pass(20_000);
            client.send(">");
            client.assertReceived("pong<>");
        }
    }

    /** A person may think in the middle of a line; what there is of it is bounded, and idle people cost the same. */
    @Test
    void aPersonMayTakeTimeForALine() {
        EmbeddedClient person = server.connect();
        person.send("bob\n");
        person.send("hel");
        server.pass(300_000);
        person.send("lo\n");
        assertTrue(server.talk().calls().contains("say general hello"));
    }

    private int closedAfter(EmbeddedClient client, String bytes) {
        byte[] drips = bytes.getBytes(StandardCharsets.ISO_8859_1);
        int passed = 0;
        while (!client.isClosed()) {
            assertTrue(passed < 120_000, "it is never closed");
            if (passed % DRIP_MILLIS == 0) {
                client.send(new byte[] {drips[passed / DRIP_MILLIS % drips.length]});
            }
            server.pass(250);
            passed += 250;
        }
        return passed;
    }
}
