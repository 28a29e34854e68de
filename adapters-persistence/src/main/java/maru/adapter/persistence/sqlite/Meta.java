package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The table {@code meta}: numbers with names. */
final class Meta {
    private Meta() {}

    /** 0 where there is none. */
    static long get(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    static void put(Connection connection, String name, long value) throws SQLException {
        Sql.update(connection, "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", name, value);
    }
}
