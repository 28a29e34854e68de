package maru.application.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import maru.domain.Refusal;
import org.junit.jupiter.api.Test;

class AwaitedReplyTest {
    @Test
    void isAnsweredBeforeTheCallReturns() throws IOException {
        AwaitedReply<String> reply = new AwaitedReply<>();
        reply.done("it");

        assertEquals("it", reply.await());
    }

    @Test
    void isAnsweredOnTheThreadThatWaits() throws IOException {
        AwaitedReply<String> reply = new AwaitedReply<>();
        assertTrue(reply.later().lane().isCurrent());
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            assertFalse(reply.lane().isCurrent());
            reply.lane().execute(() -> {
                assertTrue(reply.lane().isCurrent());
                reply.done("it");
            });
        });

        assertEquals("it", reply.await());
        other.join();
    }

    @Test
    void saysWhyItWasRefused() {
        AwaitedReply<String> reply = new AwaitedReply<>();
        reply.refused(Refusal.badArguments("there are too many notices"));

        assertEquals("there are too many notices", sentence(reply));
    }

    @Test
    void hasNothingWhereNothingIs() throws IOException {
        AwaitedReply<String> reply = new AwaitedReply<>();
        reply.none();

        assertNull(reply.awaitOrNull());
        assertEquals("there is no such thing", sentence(reply));
    }

    @Test
    void doesNotWaitForEver() {
        assertEquals("there was no answer within 0 seconds: it may be done yet", sentence(new AwaitedReply<>(1)));
    }

    @Test
    void endsWithAnInterrupt() {
        Thread.currentThread().interrupt();

        assertEquals("nobody waited for the answer", sentence(new AwaitedReply<>()));
        assertTrue(Thread.interrupted());
    }

    private static String sentence(AwaitedReply<String> reply) {
        return assertThrows(IOException.class, reply::await).getMessage();
    }
}
