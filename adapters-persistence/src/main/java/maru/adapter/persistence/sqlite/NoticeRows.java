package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import maru.adapter.persistence.StoreException;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.notice.Notice;
import maru.domain.notice.NoticeLevel;

/** Reads and writes the table {@code notice}. */
final class NoticeRows {
    private static final String LAST = "notice-last";

    private NoticeRows() {}

    /** The highest id that was ever given. */
    static long lastId(Connection connection) throws SQLException {
        return Meta.get(connection, LAST);
    }

    static List<Notice> read(Connection connection) throws SQLException, StoreException {
        List<Notice> notices = new ArrayList<>();
        Sql.query(connection, "SELECT id, level, until, text, room, user FROM notice", row -> notices.add(notice(row)));
        return notices;
    }

    private static Notice notice(ResultSet row) throws SQLException {
        String room = row.getString(5);
        String user = row.getString(6);
        return new Notice(
                row.getLong(1),
                level(row.getString(2)),
                row.getLong(3),
                Text.of(row.getString(4)),
                room == null ? null : RoomName.of(room),
                user == null ? null : UserName.of(user));
    }

    private static NoticeLevel level(String word) {
        return Arrays.stream(NoticeLevel.values())
                .filter(level -> level.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a level: " + word));
    }

    /** Notes that the id was given, and writes the notice if it holds at that Unix time; what holds no longer goes. */
    static void insert(Connection connection, Notice notice, long unixMillis) throws SQLException {
        Meta.put(connection, LAST, notice.id());
        Sql.update(connection, "DELETE FROM notice WHERE until <= ?", unixMillis);
        if (notice.holdsAt(unixMillis)) {
            RoomName room = notice.room();
            UserName user = notice.user();
            Sql.update(
                    connection,
                    "INSERT INTO notice (id, level, until, text, room, user) VALUES (?, ?, ?, ?, ?, ?)",
                    notice.id(),
                    notice.level().word(),
                    notice.until(),
                    notice.text().toString(),
                    room == null ? null : room.shown(),
                    user == null ? null : user.shown());
        }
    }

    static void delete(Connection connection, long id) throws SQLException {
        Sql.update(connection, "DELETE FROM notice WHERE id = ?", id);
    }
}
