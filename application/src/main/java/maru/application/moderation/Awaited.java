package maru.application.moderation;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.application.reply.NextStep;

/** Waits for an answer. Not on an event loop. */
final class Awaited {
    private static final int PATIENCE_SECONDS = 10;

    /** Answers are handed over as they come; nothing else runs here. */
    private static final Lane ANY = new Lane() {
        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    };

    private Awaited() {}

    /**
     * Asks, and waits for at most 10 s.
     *
     * @throws IOException with the refusal's sentence, or because no answer came
     */
    static <T> T answer(Consumer<Reply<T>> question) throws IOException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        question.accept(new NextStep<>(
                ANY, answer::complete, why -> answer.completeExceptionally(new IOException(why.detail()))));
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.toString() : e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + PATIENCE_SECONDS + " s: it may still be done", e);
        }
    }
}
