package maru.adapter.persistence.sqlite;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a failure of SQLite means for the transaction that met it. See https://www.sqlite.org/rescode.html. */
enum Fault {
    /** Somebody else has the file: nothing was changed, and it works again when they are done. */
    LOCKED,
    /** There is no room, or no permission: nothing was changed. */
    REFUSED,
    /** The disk failed, or nobody knows: the transaction may be in the file or not, and the connection is not used again. */
    UNCERTAIN;

    static Fault of(Exception failure) {
        if (!(failure instanceof SQLiteException)) {
            return UNCERTAIN;
        }
        // Extended codes have the primary one in their low byte.
        SQLiteErrorCode primary = SQLiteErrorCode.getErrorCode(((SQLException) failure).getErrorCode() & 0xff);
        return switch (primary) {
            case SQLITE_BUSY, SQLITE_LOCKED -> LOCKED;
            case SQLITE_FULL, SQLITE_READONLY, SQLITE_PERM, SQLITE_NOMEM, SQLITE_TOOBIG -> REFUSED;
            default -> UNCERTAIN;
        };
    }
}
