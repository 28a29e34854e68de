package maru.adapter.persistence.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes messages into a file as the servers before schema 4 did. */
final class OldMessages implements AutoCloseable {
    private final Connection connection;
    private long pos;

    OldMessages(Connection connection) {
        this.connection = connection;
    }

    void room(int number, String shown, long last) throws SQLException {
        long sum = MessageCodec.sumOfRoom(number, last, bytes(shown));
        insert("INSERT INTO room (number, identity, shown, last, sum) VALUES (?, ?, ?, ?, ?)")
                .run(number, shown.toLowerCase(Locale.ROOT), shown, last, sum);
    }

    void row(int room, long id, long time, String sender, @Nullable String once, String text) throws SQLException {
        byte[] key = once == null ? null : bytes(once);
        long sum = SingleMessageCodec.sum(room, id, time, bytes(sender), key, bytes(text));
        insert("INSERT INTO message (room, id, time, sender, once, text, sum) VALUES (?, ?, ?, ?, ?, ?, ?)")
                .run(room, id, time, sender, key, text, sum);
    }

    /** A row of the journal with one message. */
    void journal(String room, long id, long time, String sender, @Nullable String once, String text)
            throws SQLException {
        byte[] key = once == null ? new byte[0] : bytes(once);
        int size = 19 + bytes(room).length + bytes(sender).length + key.length + bytes(text).length;
        byte[] record = ByteBuffer.allocate(size)
                .putLong(id)
                .putLong(time)
                .put((byte) bytes(room).length)
                .put((byte) bytes(sender).length)
                .put((byte) key.length)
                .put(bytes(room))
                .put(bytes(sender))
                .put(key)
                .put(bytes(text))
                .array();
        pos++;
        byte[] batch = Batch.next(List.of(new Encoded(record)), 0).encode(pos);
        insert("INSERT INTO journal (pos, batch) VALUES (?, ?)").run(pos, batch);
    }

    private static byte[] bytes(String string) {
        return string.getBytes(StandardCharsets.UTF_8);
    }

    private Insert insert(String sql) {
        return values -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.executeUpdate();
            }
        };
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private interface Insert {
        void run(@Nullable Object... values) throws SQLException;
    }

    /** A record whose bytes are known. */
    private static final class Encoded extends JournalRecord {
        private final byte[] bytes;

        Encoded(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        byte type() {
            return MessageCodec.TYPE;
        }

        @Override
        int size() {
            return bytes.length;
        }

        @Override
        void encode(byte[] batch, int at) {
            System.arraycopy(bytes, 0, batch, at, bytes.length);
        }
    }
}
