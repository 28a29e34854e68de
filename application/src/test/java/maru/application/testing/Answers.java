package maru.application.testing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/** How a fake answers: at once, or when it is told to, and perhaps with a refusal. From any thread. */
public final class Answers {
    private final Queue<Runnable> held = new ArrayDeque<>();
    private final Queue<Refusal> refusals = new ArrayDeque<>();
    private boolean isHolding;

    /** From now on answers wait for {@link #release} or {@link #releaseOne}. */
    public synchronized void hold() {
        isHolding = true;
    }

    /** The next answer that is given is this refusal. */
    public synchronized void refuseNext(Refusal why) {
        refusals.add(why);
    }

    /** Gives the oldest answer that waits. */
    public void releaseOne() {
        Runnable answer;
        synchronized (this) {
            answer = held.remove();
        }
        answer.run();
    }

    /** Gives all answers that wait, in their order, and holds none back any more. */
    public void release() {
        synchronized (this) {
            isHolding = false;
        }
        while (waiting() > 0) {
            releaseOne();
        }
    }

    /** How many answers wait. */
    public synchronized int waiting() {
        return held.size();
    }

    <T> void give(Reply<T> reply, Consumer<Reply<T>> answer, Runnable undo) {
        if (holdsBack()) {
            Reply<T> later = reply.later();
            keep(later, () -> answerOrRefuse(later, () -> answer.accept(later), undo));
        } else {
            answerOrRefuse(reply, () -> answer.accept(reply), undo);
        }
    }

    <T> void look(Lookup<T> reply, Consumer<Lookup<T>> answer) {
        if (holdsBack()) {
            Lookup<T> later = reply.later();
            keep(later, () -> answerOrRefuse(later, () -> answer.accept(later), () -> {}));
        } else {
            answerOrRefuse(reply, () -> answer.accept(reply), () -> {});
        }
    }

    private synchronized boolean holdsBack() {
        return isHolding;
    }

    private synchronized void keep(Reply<?> later, Runnable answer) {
        held.add(() -> {
            if (later.lane().isCurrent()) {
                answer.run();
            } else {
                later.lane().execute(answer);
            }
        });
    }

    private void answerOrRefuse(Reply<?> reply, Runnable answer, Runnable undo) {
        Refusal why = nextRefusal();
        if (why == null) {
            answer.run();
        } else {
            undo.run();
            reply.refused(why);
        }
    }

    private synchronized @Nullable Refusal nextRefusal() {
        return refusals.poll();
    }
}
