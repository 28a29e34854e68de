package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import maru.application.port.Lane;
import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What waits in the journal's queue: a change, or an answer that rests on changes before it. Appended under the store's
 * lock, so that the order of the queue is the order of the changes. Then, on the thread {@code store-writer}, either
 *
 * <pre>
 *   encode, execute → commit → settle (lock) → publish → answer (lane)
 *   encode, execute → commit fails → undo (lock, the last one first) → resume (lock, when all are undone) → answer (lane)
 * </pre>
 *
 * A record states what is afterwards, never a difference: to apply it twice is harmless.
 */
abstract class JournalRecord {
    /** Tells the repository's records from those of others; never used for anything else once it was released. */
    byte type() {
        return 0;
    }

    /** Bytes of the record in the journal; 0: nothing is written, the record has only its place in the queue. */
    int size() {
        return 0;
    }

    /** Bytes that the record keeps in memory, about; the same from {@code append} to {@code settle} or {@code undo}. */
    int weight() {
        return size();
    }

    /** Writes {@link #size} bytes. */
    void encode(byte[] batch, int at) {}

    /** Whether it is to be written by {@link #execute}. */
    boolean hasSql() {
        return false;
    }

    /** Writes what is rare and stands in no row of the journal, in the same transaction and in order. */
    void execute(Connection connection) throws SQLException {}

    /** The record and all before it are safe. Under the lock, in order. */
    void settle() {}

    /** Tells whom it concerns, after {@link #settle} of the whole batch. In order. */
    void publish() {}

    /** It will not be safe: gives back what it changed. Under the lock, after all that came behind it. */
    void undo() {}

    /**
     * Finds the answer after everything was undone. Under the lock.
     *
     * @param why for those whose write is lost
     * @return whether it can be answered; if not, the record has been appended anew
     */
    boolean resume(Refusal why) {
        return true;
    }

    /** Where the answer is to be given; null where nobody waits for one. */
    @Nullable Lane lane() {
        return null;
    }

    /** On the lane. */
    void answer() {}
}
