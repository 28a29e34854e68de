package maru.adapter.persistence.sqlite;

import java.sql.SQLException;
import maru.adapter.persistence.StoreException;

/** A repository whose changes are plain SQL in the transaction of the batch. What the file has, memory has as well. */
interface PlainTable {
    /** Makes memory agree with the file: at the start, and when it was opened anew while no change is taken. */
    void load(SqliteFile file) throws SQLException, StoreException;
}
