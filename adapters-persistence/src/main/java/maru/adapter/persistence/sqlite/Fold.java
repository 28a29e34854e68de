package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/** What one repository has in a stretch of the journal and moves to its tables. */
interface Fold {
    /** Rows still to be written. */
    int rows();

    /** Writes rows as long as the slice goes on. */
    void write(Connection connection, FoldSlice slice) throws SQLException;

    /** What was written is committed: other connections find it in the tables. */
    default void committed() {}

    /** It won't be finished: all of it is to be folded another time. */
    void abandon();
}
