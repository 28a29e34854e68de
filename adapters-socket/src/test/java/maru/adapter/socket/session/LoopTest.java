package maru.adapter.socket.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
}
