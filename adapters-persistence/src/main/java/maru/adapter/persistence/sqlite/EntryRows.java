package maru.adapter.persistence.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import maru.adapter.persistence.StoreException;
import maru.domain.kv.Entry;

/** Reads the table {@code entry}. */
final class EntryRows {
    private EntryRows() {}

    /**
     * Hands over every entry, in the order of keys.
     *
     * @throws StoreException if a row is damaged
     */
    static void read(Connection connection, EntryCodec codec, Reader reader) throws SQLException, StoreException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT key, version, expires, value, sum FROM entry ORDER BY key")) {
            while (rows.next()) {
                byte[] key = rows.getBytes(1);
                long version = rows.getLong(2);
                long expires = rows.getLong(3);
                byte[] value = rows.getBytes(4);
                if (key == null || value == null || rows.getLong(5) != EntryCodec.sum(key, version, expires, value)) {
                    throw damaged(key);
                }
                byte[] data = Arrays.copyOf(key, key.length + value.length);
                System.arraycopy(value, 0, data, key.length, value.length);
                reader.read(Entry.of(data, key.length, version, codec.terms(expires)));
            }
        }
    }

    private static StoreException damaged(byte[] key) {
        String name = key == null ? "null" : new String(key, StandardCharsets.UTF_8);
        return new StoreException("the row of the key " + name.replaceAll("\\p{Cntrl}", "?") + " is damaged");
    }

    /** Takes the entries of the table. */
    interface Reader {
        void read(Entry entry) throws SQLException;
    }
}
