package maru.adapter.persistence.sqlite;

import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/** A read that saw what is not safe yet. If that is undone, it looks again. */
abstract class Question<R extends Reply<?>> extends JournalRecord {
    private final Journal journal;
    private @Nullable R reply;

    Question(Journal journal) {
        this.journal = journal;
    }

    /**
     * Looks. Under the lock.
     *
     * @return whether what was seen is safe
     */
    abstract boolean look();

    /** Says what was seen. */
    abstract void answer(R reply);

    /**
     * Has to wait for what it saw.
     *
     * @param reply one to keep
     */
    final void await(R reply) {
        this.reply = reply;
        journal.append(this);
    }

    @Override
    final boolean resume(Refusal why) {
        if (look()) {
            return true;
        }
        journal.append(this);
        return false;
    }

    @Override
    final @Nullable Lane lane() {
        return reply == null ? null : reply.lane();
    }

    @Override
    final void answer() {
        if (reply != null) {
            answer(reply);
        }
    }
}
