package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/** A rare change: plain SQL in the transaction of its batch, and nothing in the journal's row. */
class SqlRecord<T> extends JournalRecord {
    private final Work work;
    private final Runnable undo;
    private final T result;
    private final @Nullable Reply<T> reply;
    private @Nullable Refusal why;

    /**
     * A change that memory has already.
     *
     * @param work writes it
     * @param undo gives back what it changed in memory
     * @param reply one to keep, for {@code result}; null: nobody asked
     */
    SqlRecord(Work work, Runnable undo, T result, @Nullable Reply<T> reply) {
        this.work = work;
        this.undo = undo;
        this.result = result;
        this.reply = reply;
    }

    @Override
    final boolean hasSql() {
        return true;
    }

    @Override
    final void execute(Connection connection) throws SQLException {
        work.run(connection);
    }

    @Override
    final void undo() {
        undo.run();
    }

    @Override
    final boolean resume(Refusal why) {
        this.why = why;
        return true;
    }

    @Override
    final @Nullable Lane lane() {
        return reply == null ? null : reply.lane();
    }

    @Override
    final void answer() {
        if (reply == null) {
            return;
        }
        if (why == null) {
            reply.done(result);
        } else {
            reply.refused(why);
        }
    }

    /** Statements within a transaction. */
    interface Work {
        void run(Connection connection) throws SQLException;
    }
}
