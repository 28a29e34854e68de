package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import maru.adapter.persistence.StoreException;
import org.jspecify.annotations.Nullable;

/** Statements of the small tables. */
final class Sql {
    private Sql() {}

    static void update(Connection connection, String statement, @Nullable Object... values) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            prepared.executeUpdate();
        }
    }

    /**
     * Hands over every row.
     *
     * @throws StoreException if one is damaged
     */
    static void query(Connection connection, String query, Reader reader) throws SQLException, StoreException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                reader.read(rows);
            }
        } catch (IllegalArgumentException e) {
            throw new StoreException("a row is damaged: " + e.getMessage() + ", found by " + query, e);
        }
    }

    /** Takes the row on which the result stands; {@link IllegalArgumentException}: it can't be right. */
    interface Reader {
        void read(ResultSet row) throws SQLException;
    }
}
