package maru.adapter.socket.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AcceptorTest {
    private final EmbeddedChannel other = new EmbeddedChannel();
    private final EmbeddedChannel listener =
            new EmbeddedChannel(new Acceptor(other.eventLoop(), List.of(), ChannelDuplexHandler::new));

    @AfterEach
    void close() {
        listener.close();
        other.close();
    }

    @Test
    void triesAgainASecondAfterNothingCouldBeAccepted() {
        listener.freezeTime();
        listener.pipeline().fireExceptionCaught(new IOException("accept: too many open files"));
        assertEquals(
                "accept: too many open files",
                assertThrows(IOException.class, listener::checkException).getMessage());
        assertFalse(listener.config().isAutoRead());

        listener.advanceTimeBy(999, TimeUnit.MILLISECONDS);
        listener.runScheduledPendingTasks();
        assertFalse(listener.config().isAutoRead());

        listener.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        listener.runScheduledPendingTasks();
        assertTrue(listener.config().isAutoRead());
    }
}
