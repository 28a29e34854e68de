package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import maru.adapter.persistence.StoreException;
import maru.domain.account.Account;
import maru.domain.account.AccountToken;
import maru.domain.account.TokenHash;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** Reads and writes the tables {@code account} and {@code token}. */
final class AccountRows {
    private AccountRows() {}

    /** All accounts, with the tokens that are alive at that Unix time; the others are deleted. */
    static List<Account> read(Connection connection, long unixMillis) throws SQLException, StoreException {
        Sql.update(connection, "DELETE FROM token WHERE used <= ?", unixMillis - AccountToken.LIFE_MILLIS);
        Map<String, List<AccountToken>> tokens = new HashMap<>();
        Sql.query(
                connection,
                "SELECT account, hash, issued, used, replaces FROM token ORDER BY issued, rowid",
                row -> tokens.computeIfAbsent(row.getString(1), account -> new ArrayList<>())
                        .add(token(row)));
        List<Account> accounts = new ArrayList<>();
        Sql.query(
                connection,
                "SELECT identity, shown, hash, registered FROM account",
                row -> accounts.add(new Account(
                        UserName.of(row.getString(2)),
                        row.getString(3),
                        row.getLong(4),
                        tokens.getOrDefault(row.getString(1), List.of()))));
        return accounts;
    }

    private static AccountToken token(ResultSet row) throws SQLException {
        String replaces = row.getString(5);
        return new AccountToken(
                new TokenHash(row.getString(2)),
                row.getLong(3),
                row.getLong(4),
                replaces == null ? null : new TokenHash(replaces));
    }

    /** Writes what differs: most often that is one token. */
    static void write(Connection connection, @Nullable Account before, Account after) throws SQLException {
        List<AccountToken> old = before == null ? List.of() : before.tokens();
        if (before == null || !before.withTokens(List.of()).equals(after.withTokens(List.of()))) {
            Sql.update(
                    connection,
                    "INSERT OR REPLACE INTO account (identity, shown, hash, registered) VALUES (?, ?, ?, ?)",
                    after.name().identity(),
                    after.name().shown(),
                    after.passwordHash(),
                    after.registeredAt());
        }
        for (AccountToken token : old) {
            if (after.token(token.hash()).isEmpty()) {
                delete(connection, token);
            }
        }
        for (AccountToken token : after.tokens()) {
            if (!old.contains(token)) {
                write(connection, after, token);
            }
        }
    }

    /** A token that is there already keeps its place in the order. */
    private static void write(Connection connection, Account account, AccountToken token) throws SQLException {
        TokenHash replaces = token.replaces();
        Sql.update(
                connection,
                "INSERT INTO token (hash, account, issued, used, replaces) VALUES (?, ?, ?, ?, ?) ON CONFLICT (hash)"
                        + " DO UPDATE SET issued = excluded.issued, used = excluded.used, replaces = excluded.replaces",
                token.hash().hex(),
                account.name().identity(),
                token.issuedAt(),
                token.usedAt(),
                replaces == null ? null : replaces.hex());
    }

    private static void delete(Connection connection, AccountToken token) throws SQLException {
        Sql.update(connection, "DELETE FROM token WHERE hash = ?", token.hash().hex());
    }

    static void delete(Connection connection, Account account) throws SQLException {
        for (AccountToken token : account.tokens()) {
            delete(connection, token);
        }
        Sql.update(
                connection,
                "DELETE FROM account WHERE identity = ?",
                account.name().identity());
    }
}
