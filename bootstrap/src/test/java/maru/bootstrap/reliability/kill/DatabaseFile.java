package maru.bootstrap.reliability.kill;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A database that no server has open. */
final class DatabaseFile {
    private DatabaseFile() {}

    /** What SQLite thinks of it: {@code ok}. */
    static @Nullable String integrity(Path file) throws SQLException {
        return ask(file, "PRAGMA integrity_check");
    }

    /** The first column of the first row. */
    static @Nullable String ask(Path file, String question) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            return rows.getString(1);
        }
    }
}
