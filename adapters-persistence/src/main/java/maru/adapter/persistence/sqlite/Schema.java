package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import maru.adapter.persistence.StoreException;

/**
 * The tables of the file, made and brought up to date by numbered scripts, each in a transaction of its own. Which of
 * them a file has seen is its {@code PRAGMA user_version}. A script never changes once it was released.
 */
final class Schema {
    private static final List<String> SCRIPTS = List.of(
            "001-entries.sql",
            "002-messages.sql",
            "003-users.sql",
            "004-message-blocks.sql",
            "005-compacted.sql",
            "006-bans.sql");

    private Schema() {}

    /**
     * Runs the scripts that the file has not seen.
     *
     * @throws StoreException if the file is newer than this server, or not Maru's
     */
    static void upgrade(Connection connection) throws SQLException, StoreException {
        int version = number(connection, "PRAGMA user_version");
        if (version > SCRIPTS.size()) {
            throw new StoreException("it has schema version " + version + ", and this server knows versions up to "
                    + SCRIPTS.size() + ": it was written by a newer one");
        }
        if (version == 0 && number(connection, "SELECT count(*) FROM sqlite_schema") > 0) {
            throw new StoreException("it is an SQLite database, but not one of Maru's");
        }
        for (int next = version; next < SCRIPTS.size(); next++) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("BEGIN IMMEDIATE; " + script(SCRIPTS.get(next)) + "; PRAGMA user_version = "
                        + (next + 1) + "; COMMIT");
            }
        }
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.getInt(1);
        }
    }

    private static String script(String name) {
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("can't read " + name, e);
        }
    }
}
