package maru.adapter.socket.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoopTest {
    private final EmbeddedServer server = new EmbeddedServer();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void tellsOfAnErrorInATaskThatTheProcessCannotSurvive() {
        OutOfMemoryError error = new OutOfMemoryError("made on purpose");
        server.loop().execute(() -> {
            throw error;
        });
        assertSame(error, assertThrows(OutOfMemoryError.class, server::turn));
        assertEquals(List.of(error), server.fatal());
    }

    @Test
    void countsRequestsWhateverTheyAre() {
        EmbeddedClient client = server.connectWithFrames();
        long before = server.loop().requests();
        client.send("ping<>get<a>get<>nonsense<>a<b<c>pong<>get<");
        assertEquals(before + 6, server.loop().requests());
    }

    @Test
    void usesAWriterAgainUnlessItHasGrownLarge() {
        FrameWriter writer = server.loop().borrow();
        writer.field("leftover");
        server.loop().giveBack(writer);
        assertSame(writer, server.loop().borrow());
        assertEquals(0, writer.length());
        FrameWriter large = new FrameWriter(1 << 20);
        server.loop().giveBack(large);
        assertEquals(512, server.loop().borrow().capacity());
    }

    @Test
    void doesWhatTheEndOfATurnHasBeforeItSends() {
        EmbeddedClient client = server.connectWithFrames();
        int flushes = client.flushes();
        push(client, "a<>");
        server.loop().atTurnEnd(() -> push(client, "b<>"));
        server.loop().atTurnEnd(() -> push(client, "c<>"));
        client.assertReceived("");
        server.step();
        client.assertReceived("a<>b<>c<>");
        assertEquals(flushes + 1, client.flushes());
    }

    @Test
    void leavesForTheNextTurnWhatTheEndOfATurnAdds() {
        EmbeddedClient client = server.connectWithFrames();
        server.loop().atTurnEnd(() -> server.loop().atTurnEnd(() -> push(client, "later<>")));
        server.step();
        client.assertReceived("");
        server.step();
        client.assertReceived("later<>");
    }

    @Test
    void keepsRepliesForTheEndOfATurnThatWillBringPushes() {
        EmbeddedClient client = server.connectWithFrames();
        assertFalse(server.loop().arePushesExpected());
        server.loop().atTurnEnd(() -> push(client, "pushed<>"));
        assertTrue(server.loop().arePushesExpected());
        client.sendWithinTurn("ping<>");
        client.assertReceived("");
        server.turn();
        client.assertReceived("pong<>pushed<>");
        assertFalse(server.loop().arePushesExpected());
    }

    @Test
    void goesOnWithTheOthersWhenOneFailsAtTheEndOfATurn() {
        EmbeddedClient client = server.connectWithFrames();
        push(client, "a<>");
        server.loop().atTurnEnd(() -> push(client, "b<>"));
        server.loop().atTurnEnd(() -> {
            throw new IllegalStateException("made on purpose");
        });
        server.loop().atTurnEnd(() -> push(client, "c<>"));
        assertThrows(IllegalStateException.class, server::step);
        client.assertReceived("a<>b<>");
        server.turn();
        client.assertReceived("c<>");
        push(client, "d<>");
        server.turn();
        client.assertReceived("d<>");
    }

    private static void push(EmbeddedClient client, String frames) {
        client.session().outbox().push(frames.getBytes(StandardCharsets.US_ASCII), 0, frames.length());
    }
}
