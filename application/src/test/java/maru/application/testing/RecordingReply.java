package maru.application.testing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import maru.application.port.Lane;
import maru.application.port.Lookup;
import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Remembers its one answer, and finds fault with who gives two, or gives one on the wrong thread: a reply that was not
 * kept is answered on the thread of the call, one that was kept on its lane.
 */
public final class RecordingReply<T> implements Lookup<T> {
    private final Lane lane;
    private final @Nullable Thread thread;
    private final CompletableFuture<Answer<T>> answer;

    /** For a call that the current thread is about to make. */
    public RecordingReply(Lane lane) {
        this(lane, Thread.currentThread(), new CompletableFuture<>());
    }

    private RecordingReply(Lane lane, @Nullable Thread thread, CompletableFuture<Answer<T>> answer) {
        this.lane = lane;
        this.thread = thread;
        this.answer = answer;
    }

    @Override
    public void done(T result) {
        give(new Answer<>(result, null));
    }

    @Override
    public void none() {
        give(new Answer<>(null, null));
    }

    @Override
    public void refused(Refusal why) {
        give(new Answer<>(null, why));
    }

    @Override
    public Lookup<T> later() {
        return new RecordingReply<>(lane, null, answer);
    }

    @Override
    public Lane lane() {
        return lane;
    }

    private void give(Answer<T> given) {
        boolean isRightThread = thread == null ? lane.isCurrent() : Thread.currentThread() == thread;
        if (!isRightThread) {
            answer.completeExceptionally(new AssertionError("answered on " + Thread.currentThread()));
        } else if (!answer.complete(given)) {
            throw new AssertionError("answered twice: " + given);
        }
    }

    public boolean isAnswered() {
        return answer.isDone();
    }

    /** What was done; fails on any other answer. */
    public T value() {
        Answer<T> given = await();
        if (given.result() == null) {
            throw new AssertionError("answered " + given);
        }
        return given.result();
    }

    /** Why it was refused; fails on any other answer. */
    public Refusal refusal() {
        Answer<T> given = await();
        if (given.why() == null) {
            throw new AssertionError("answered " + given);
        }
        return given.why();
    }

    public boolean isNone() {
        return await().result() == null && await().why() == null;
    }

    public boolean isRefused() {
        return await().why() != null;
    }

    private Answer<T> await() {
        try {
            return answer.get(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer in 10 s", e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private record Answer<T>(@Nullable T result, @Nullable Refusal why) {}
}
