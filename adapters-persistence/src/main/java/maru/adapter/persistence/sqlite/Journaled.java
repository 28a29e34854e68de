package maru.adapter.persistence.sqlite;

import java.sql.SQLException;
import java.util.List;
import maru.adapter.persistence.StoreException;

/** A repository whose records stand in the journal. Each has its tables and its type of record, and knows no other. */
interface Journaled {
    /** {@link JournalRecord#type} of its records. */
    byte type();

    /** Takes in what was folded, before anything is served; what is read is taken in on the second thread. */
    void load(SqliteFile file, SecondThread second) throws SQLException, StoreException;

    /** Takes in a record of the journal, {@code batch[from, to)}, after {@link #load} and in the journal's order. */
    void replay(byte[] batch, int from, int to) throws StoreException;

    /** That was the whole journal. */
    default void replayed() {}

    /** Replays each record by the one whose type it has. */
    static Batch.Reader replaying(List<? extends Journaled> repositories) {
        return (type, batch, from, to) -> {
            for (Journaled repository : repositories) {
                if (repository.type() == type) {
                    repository.replay(batch, from, to);
                    return true;
                }
            }
            return false;
        };
    }

    /**
     * Makes memory agree with a file that was opened anew, while everything is served but writes; each difference is a
     * change that the file has confirmed.
     */
    void reload(SqliteFile file) throws SQLException, StoreException;

    /** Nothing that is not confirmed is left in memory. Under the lock. */
    void confirmAll();

    /** Takes all that the journal has and the tables have not. */
    Fold newFold();

    /**
     * Whether nearly all of a journal of that size is of this repository, and most of it was written over since.
     *
     * @param mostBytes of what still holds
     */
    default boolean isWorthCompacting(long journalBytes, long mostBytes) {
        return false;
    }

    /**
     * Like {@link #newFold}, where that is worth it: what still holds is put together instead of being brought to the
     * tables.
     *
     * @param compacted where to
     */
    default Fold newCompaction(BatchRows compacted) {
        return newFold();
    }
}
