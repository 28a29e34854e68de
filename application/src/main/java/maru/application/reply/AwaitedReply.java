package maru.application.reply;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import maru.application.port.Lane;
import maru.application.port.Lookup;
import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/** An answer that the thread that asked waits for; that thread is the lane, as long as it waits. */
public final class AwaitedReply<T> implements Lookup<T>, Lane {
    private static final long PATIENCE_MILLIS = 10_000;

    private final Thread asking = Thread.currentThread();
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final long patienceMillis;
    private boolean answered;
    private @Nullable T result;
    private @Nullable Refusal refusal;

    /** For a question that the current thread is about to ask. Not on an event loop. */
    public AwaitedReply() {
        this(PATIENCE_MILLIS);
    }

    AwaitedReply(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /**
     * The result.
     *
     * @throws IOException with a sentence, if it was refused, is not there, or takes too long
     */
    public T await() throws IOException {
        T found = awaitOrNull();
        if (found == null) {
            throw new IOException("there is no such thing");
        }
        return found;
    }

    /** As {@link #await}; null where it is not there. */
    public @Nullable T awaitOrNull() throws IOException {
        while (!answered) {
            nextTask().run();
        }
        if (refusal != null) {
            throw new IOException(refusal.detail());
        }
        return result;
    }

    private Runnable nextTask() throws IOException {
        try {
            Runnable task = tasks.poll(patienceMillis, TimeUnit.MILLISECONDS);
            if (task == null) {
                throw new IOException(
                        "there was no answer within " + patienceMillis / 1_000 + " seconds: it may be done yet");
            }
            return task;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("nobody waited for the answer", e);
        }
    }

    @Override
    public void done(T found) {
        answered = true;
        result = found;
    }

    @Override
    public void none() {
        answered = true;
    }

    @Override
    public void refused(Refusal why) {
        answered = true;
        refusal = why;
    }

    @Override
    public Lookup<T> later() {
        return this;
    }

    @Override
    public Lane lane() {
        return this;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == asking;
    }
}
