package maru.adapter.socket.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pushes that many clients are sent out of one buffer. */
final class OutboxSharedTest {
    private static final String MESSAGES = "message<1>message<2>";
    private static final int SECOND = "message<1>".length();

    private final EmbeddedServer server = new EmbeddedServer();
    private final EmbeddedClient client = server.connectWithFrames();
    private final FrameWriter frames = new FrameWriter(16);
    private final ByteBuf shared;

    OutboxSharedTest() {
        write(MESSAGES);
        shared = client.session().outbox().copyToShare(frames);
    }

    @AfterEach
    void closeServer() {
        server.close();
        assertTrue(shared.release(), "somebody has kept it");
    }

    @Test
    void sendsAtOnceWithoutACopy() {
        int writes = client.writes();
        push(0);
        client.assertReceived(MESSAGES);
        assertEquals(writes + 1, client.writes());
        assertEquals(0, client.info().bytesWaiting());
        assertSame(memory(), client.lastMemory());
    }

    @Test
    void sendsOnlyWhatIsForThisClient() {
        push(SECOND);
        client.assertReceived("message<2>");
    }

    @Test
    void sendsBehindWhatIsReadyInOneFlush() {
        int flushes = client.flushes();
        client.session().outbox().writer().open(FrameWriter.name("joined")).close();
        push(SECOND);
        client.assertReceived("joined<>message<2>");
        assertEquals(flushes + 1, client.flushes());
    }

    @Test
    void sendsBeforeAReplyThatIsNotThere() {
        server.entries().answerLater(true);
        client.send("get<a>");
        push(0);
        client.assertReceived(MESSAGES);
        server.entries().answerAll();
        server.turn();
        client.assertReceived("none<>");
    }

    @Test
    void copiesForWhoTakesNothing() {
        client.takeNothing();
        push(0);
        push(SECOND);
        client.takeWithinTurn(3);
        assertEquals(MESSAGES.length() + SECOND, client.info().bytesWaiting());
        client.takeAll();
        client.assertReceived(MESSAGES + "message<2>");
        assertNotSame(memory(), client.lastMemory());
        assertEquals(0, client.info().bytesWaiting());
    }

    @Test
    void copiesForWhoTypes() {
        client.send("ping<>\n");
        client.received();
        push(0);
        server.turn();
        client.assertReceived("message<1>\nmessage<2>\n");
    }

    @Test
    void dropsWhatComesBehindABye() {
        client.session().endAfterReplies(CloseReason.KICKED, "enough");
        push(0);
        server.turn();
        client.assertReceived("bye<kicked,-1,enough>");
        push(0);
        client.assertReceived("");
    }

    @Test
    void letsGoOfTheBufferWhenTheConnectionIsCut() {
        client.takeNothing();
        push(0);
        assertEquals(2, shared.refCnt());
        client.vanish();
        assertEquals(1, shared.refCnt());
    }

    @Test
    void endsWhoLetsTooManyWait() {
        ByteBuf large = large();
        client.takeNothing();
        for (int at = 0; at < 4; at++) {
            client.session().outbox().pushShared(frames, large, 0);
            server.turn();
        }
        assertFalse(server.ended().contains(client.id()));
        client.session().outbox().pushShared(frames, large, 0);
        server.turn();
        assertTrue(server.ended().contains(client.id()));
        client.takeAll();
        assertTrue(client.received().endsWith("xxx>bye<slow,1000,too much waits for you to read it>"));
        assertTrue(large.release());
    }

    @Test
    void endsWhoLetsOneWaitThatIsTooLarge() {
        write("message<" + "x".repeat(EmbeddedServer.MAX_PUSH_BYTES) + ">");
        ByteBuf large = client.session().outbox().copyToShare(frames);
        client.takeNothing();
        client.session().outbox().pushShared(frames, large, MESSAGES.length());
        server.turn();
        assertTrue(server.ended().contains(client.id()));
        client.vanish();
        assertTrue(large.release());
    }

    private ByteBuf large() {
        frames.clear();
        write("message<" + "x".repeat(EmbeddedServer.MAX_PUSH_BYTES / 4 - 9) + ">");
        return client.session().outbox().copyToShare(frames);
    }

    private void push(int from) {
        client.session().outbox().pushShared(frames, shared, from);
    }

    private void write(String text) {
        frames.append(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
    }

    private ByteBuf memory() {
        ByteBuf memory = shared;
        for (ByteBuf next = shared.unwrap(); next != null; next = next.unwrap()) {
            memory = next;
        }
        return memory;
    }
}
