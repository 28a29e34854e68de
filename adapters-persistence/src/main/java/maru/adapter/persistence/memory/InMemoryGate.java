package maru.adapter.persistence.memory;

import maru.adapter.persistence.table.Gate;
import maru.application.port.Reply;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.jspecify.annotations.Nullable;

/** Every change is safe as soon as it is made, until the store closes. */
final class InMemoryGate implements Gate {
    private volatile boolean isClosed;

    void close() {
        isClosed = true;
    }

    @Override
    public @Nullable Refusal refusalOfWrites() {
        return isClosed ? new Refusal(RefusalCode.SHUTTING_DOWN, "the server is stopping") : null;
    }

    @Override
    public boolean isAllSafe() {
        return true;
    }

    @Override
    public void answerLater(Reply<?> kept, Runnable answer) {
        throw new IllegalStateException("there is nothing to wait for");
    }
}
