package maru.adapter.socket.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AcceptorTest {
    private final List<Throwable> fatal = new ArrayList<>();
    private final EmbeddedChannel other = new EmbeddedChannel();
    private final EmbeddedChannel listener =
            new EmbeddedChannel(new Acceptor(other.eventLoop(), List.of(), ChannelDuplexHandler::new, fatal::add));

    @AfterEach
    void close() {
        listener.close();
        other.close();
    }

    @Test
    void triesAgainAMomentAfterNothingCouldBeAccepted() {
        listener.freezeTime();
        listener.pipeline().fireExceptionCaught(new IOException("accept: too many open files"));
        assertFalse(listener.config().isAutoRead());

        listener.advanceTimeBy(99, TimeUnit.MILLISECONDS);
        listener.runScheduledPendingTasks();
        assertFalse(listener.config().isAutoRead());

        listener.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        listener.runScheduledPendingTasks();
        assertTrue(listener.config().isAutoRead());
        assertEquals(List.of(), fatal);
    }

    @Test
    void endsTheProcessWhereNoMemoryIsLeftForAConnection() {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        listener.pipeline().fireExceptionCaught(error);
        assertEquals(List.of(error), fatal);
    }
}
