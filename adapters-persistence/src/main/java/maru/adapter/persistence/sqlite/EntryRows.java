package maru.adapter.persistence.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import maru.adapter.persistence.StoreException;
import maru.domain.kv.Entry;
import org.jspecify.annotations.Nullable;

/** Reads the table {@code entry}. */
final class EntryRows {
    private static final String SELECT = "SELECT key, version, expires, value, sum FROM entry ORDER BY key";
    private static final int PIECE = 1_000;

    private EntryRows() {}

    /**
     * Hands over every entry, in the order of keys.
     *
     * @throws StoreException if a row is damaged
     */
    static void read(Connection connection, EntryCodec codec, Reader reader) throws SQLException, StoreException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SELECT)) {
            while (rows.next()) {
                reader.read(row(rows).toEntry(codec));
            }
        }
    }

    /** As {@link #read}, but the reader is called on the second thread. */
    static void readAside(Connection connection, EntryCodec codec, SecondThread second, Reader reader)
            throws SQLException, StoreException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SELECT)) {
            boolean more = rows.next();
            while (more) {
                List<Row> piece = new ArrayList<>(PIECE);
                for (; more && piece.size() < PIECE; more = rows.next()) {
                    piece.add(row(rows));
                }
                second.take(() -> {
                    for (Row row : piece) {
                        reader.read(row.toEntry(codec));
                    }
                });
            }
        }
    }

    private static Row row(ResultSet rows) throws SQLException {
        return new Row(rows.getBytes(1), rows.getLong(2), rows.getLong(3), rows.getBytes(4), rows.getLong(5));
    }

    /** A row as it stands in the table. */
    private static final class Row {
        private final byte @Nullable [] key;
        private final long version;
        private final long expires;
        private final byte @Nullable [] value;
        private final long sum;

        Row(byte @Nullable [] key, long version, long expires, byte @Nullable [] value, long sum) {
            this.key = key;
            this.version = version;
            this.expires = expires;
            this.value = value;
            this.sum = sum;
        }

        Entry toEntry(EntryCodec codec) throws StoreException {
            if (key == null || value == null || sum != EntryCodec.sum(key, version, expires, value)) {
                throw damaged(key);
            }
            byte[] data = Arrays.copyOf(key, key.length + value.length);
            System.arraycopy(value, 0, data, key.length, value.length);
            return Entry.of(data, key.length, version, codec.terms(expires));
        }
    }

    private static StoreException damaged(byte @Nullable [] key) {
        String name = key == null ? "null" : new String(key, StandardCharsets.UTF_8);
        return new StoreException("the row of the key " + name.replaceAll("\\p{Cntrl}", "?") + " is damaged");
    }

    /** Takes the entries of the table. */
    interface Reader {
        void read(Entry entry) throws SQLException;
    }
}
