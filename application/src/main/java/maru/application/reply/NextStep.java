package maru.application.reply;

import java.util.function.Consumer;
import maru.application.port.Lane;
import maru.application.port.Lookup;
import maru.domain.Refusal;

/**
 * What is done on a lane when an answer is there. May be kept; for answers to the application itself, which have no place
 * among a client's. A step that fails counts as refused, so that who waits for the last of them is told; what failed is
 * thrown.
 */
public record NextStep<T>(Lane lane, Consumer<T> done, Consumer<Refusal> refused, Runnable absent)
        implements Lookup<T> {

    public NextStep(Lane lane, Consumer<T> done, Consumer<Refusal> refused) {
        this(lane, done, refused, () -> {
            throw new IllegalStateException("what is asked for is always there");
        });
    }

    @Override
    public void done(T result) {
        attempt(() -> done.accept(result));
    }

    @Override
    public void none() {
        attempt(absent);
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            Faults.refuse(refused, e);
            throw e;
        }
    }

    @Override
    public void refused(Refusal why) {
        refused.accept(why);
    }

    @Override
    public Lookup<T> later() {
        return this;
    }
}
