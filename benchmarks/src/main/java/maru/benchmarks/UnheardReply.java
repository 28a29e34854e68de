package maru.benchmarks;

import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.domain.Refusal;

/** Takes an answer on the spot and does nothing with it. A refusal is a mistake of the benchmark. */
public final class UnheardReply<T> implements Reply<T> {
    private final Lane lane = new OwnThread();

    @Override
    public void done(T result) {}

    @Override
    public void refused(Refusal why) {
        throw new IllegalStateException(why.toString());
    }

    @Override
    public Reply<T> later() {
        return this;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    private static final class OwnThread implements Lane {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public boolean isCurrent() {
            return true;
        }
    }
}
