package maru.adapter.persistence.sqlite;

import maru.adapter.persistence.table.Gate;
import maru.application.port.Reply;
import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/** What is safe is what the journal has settled. */
final class JournalGate implements Gate {
    private final Journal journal;

    JournalGate(Journal journal) {
        this.journal = journal;
    }

    @Override
    public @Nullable Refusal refusalOfWrites() {
        return journal.refusalOfWrites();
    }

    @Override
    public boolean isAllSafe() {
        return journal.waiting() == 0;
    }

    @Override
    public void answerLater(Reply<?> kept, Runnable answer) {
        journal.append(WaitingAnswer.of(kept, answer));
    }
}
