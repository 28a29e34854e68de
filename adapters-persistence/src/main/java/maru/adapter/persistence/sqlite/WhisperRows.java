package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import maru.adapter.persistence.StoreException;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;

/** Reads and writes the table {@code whisper}. */
final class WhisperRows {
    private WhisperRows() {}

    static List<Whisper> read(Connection connection) throws SQLException, StoreException {
        List<Whisper> whispers = new ArrayList<>();
        Sql.query(
                connection,
                "SELECT id, time, sender, shown, text FROM whisper",
                row -> whispers.add(new Whisper(
                        row.getLong(1),
                        row.getLong(2),
                        UserName.of(row.getString(3)),
                        UserName.of(row.getString(4)),
                        Text.of(row.getString(5)))));
        return whispers;
    }

    static void insert(Connection connection, Whisper whisper) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO whisper (id, time, sender, receiver, shown, text) VALUES (?, ?, ?, ?, ?, ?)",
                whisper.id(),
                whisper.time(),
                whisper.from().shown(),
                whisper.to().identity(),
                whisper.to().shown(),
                whisper.text().toString());
    }

    static void deleteFor(Connection connection, UserName receiver) throws SQLException {
        Sql.update(connection, "DELETE FROM whisper WHERE receiver = ?", receiver.identity());
    }
}
