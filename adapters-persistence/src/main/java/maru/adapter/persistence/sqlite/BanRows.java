package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import maru.adapter.persistence.StoreException;
import maru.domain.chat.UserName;
import maru.domain.moderation.AddressRange;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Target;

/** Reads and writes the table {@code ban}. */
final class BanRows {
    private static final String USER = "user";
    private static final String ADDRESS = "address";

    private BanRows() {}

    static List<Sanction> read(Connection connection) throws SQLException, StoreException {
        List<Sanction> all = new ArrayList<>();
        Sql.query(
                connection, "SELECT kind, target, shown, since, until, reason FROM ban", row -> all.add(sanction(row)));
        return all;
    }

    private static Sanction sanction(ResultSet row) throws SQLException {
        return new Sanction(
                kind(row.getString(1)),
                target(row.getString(2), row.getString(3)),
                row.getLong(4),
                row.getLong(5),
                row.getString(6));
    }

    private static Sanction.Kind kind(String word) {
        return Arrays.stream(Sanction.Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("neither a ban nor a mute: " + word));
    }

    private static Target target(String word, String shown) {
        return switch (word) {
            case USER -> Target.of(UserName.of(shown));
            case ADDRESS -> Target.of(AddressRange.of(shown));
            default -> throw new IllegalArgumentException("neither a user nor an address: " + word);
        };
    }

    /** Those that have ended at that Unix time go. */
    static void deleteEnded(Connection connection, long unixMillis) throws SQLException {
        Sql.update(connection, "DELETE FROM ban WHERE until <> 0 AND until <= ?", unixMillis);
    }

    /** Writes it over one of its kind for the same. */
    static void write(Connection connection, Sanction sanction) throws SQLException {
        Target target = sanction.target();
        UserName user = target.user();
        Sql.update(
                connection,
                "INSERT OR REPLACE INTO ban (kind, target, identity, shown, since, until, reason)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                sanction.kind().word(),
                word(target),
                identity(target),
                user == null ? identity(target) : user.shown(),
                sanction.since(),
                sanction.until(),
                sanction.reason());
    }

    static void delete(Connection connection, Sanction.Key key) throws SQLException {
        Sql.update(
                connection,
                "DELETE FROM ban WHERE kind = ? AND target = ? AND identity = ?",
                key.kind().word(),
                word(key.target()),
                identity(key.target()));
    }

    private static String word(Target target) {
        return target.user() == null ? ADDRESS : USER;
    }

    private static String identity(Target target) {
        UserName user = target.user();
        return user == null ? String.valueOf(target.range()) : user.identity();
    }
}
