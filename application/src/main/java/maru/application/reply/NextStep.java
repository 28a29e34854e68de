package maru.application.reply;

import java.util.function.Consumer;
import maru.application.port.Lane;
import maru.application.port.Lookup;
import maru.domain.Refusal;

/**
 * What is done on a lane when an answer is there. May be kept; for answers to the application itself, which have no place
 * among a client's.
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
        done.accept(result);
    }

    @Override
    public void none() {
        absent.run();
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
