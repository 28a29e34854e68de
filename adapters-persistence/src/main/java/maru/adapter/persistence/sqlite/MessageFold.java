package maru.adapter.persistence.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;

/**
 * The messages of a stretch of the journal, room by room. With each slice the rows of its rooms say how far the table
 * goes, so what was folded before a crash is known and is not folded again.
 */
final class MessageFold implements Fold {
    private final UnfoldedMessages unfolded;
    private final List<RecordedMessage> messages;
    private int written;
    private int committed;

    MessageFold(UnfoldedMessages unfolded) {
        this.unfolded = unfolded;
        this.messages = unfolded.take();
    }

    @Override
    public int rows() {
        return messages.size() - written;
    }

    @Override
    public void write(Connection connection, FoldSlice slice) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO message (room, id, time, sender, once, text, sum)"
                        + " VALUES (?, ?, ?, CAST(? AS TEXT), ?, CAST(? AS TEXT), ?) ON CONFLICT (room, id) DO NOTHING")) {
            do {
                int end = Math.min(messages.size(), written + FoldSlice.STRIDE);
                for (; written < end; written++) {
                    slice.wrote(write(messages.get(written), insert));
                }
                insert.executeBatch();
            } while (written < messages.size() && slice.goesOn());
        }
        writeRooms(connection);
    }

    /**
     * Adds a row to a batch of statements.
     *
     * @return the bytes of the row
     */
    private static int write(RecordedMessage recorded, PreparedStatement insert) throws SQLException {
        Message message = recorded.message();
        int room = recorded.room().number();
        byte[] sender = message.from().utf8();
        byte[] text = message.text().utf8();
        OnceKey once = recorded.once();
        byte[] key = once == null ? null : once.bytes();
        insert.setInt(1, room);
        insert.setLong(2, message.id());
        insert.setLong(3, message.time());
        insert.setBytes(4, sender);
        insert.setBytes(5, key);
        insert.setBytes(6, text);
        insert.setLong(7, MessageCodec.sum(room, message.id(), message.time(), sender, key, text));
        insert.addBatch();
        return sender.length + text.length;
    }

    private void writeRooms(Connection connection) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT OR REPLACE INTO room (number, identity, shown, last, sum) VALUES (?, ?, ?, ?, ?)")) {
            for (Map.Entry<StoredRoom, Long> room : lastOfRooms().entrySet()) {
                String shown = room.getKey().name().shown();
                int number = room.getKey().number();
                long last = room.getValue();
                upsert.setInt(1, number);
                upsert.setString(2, room.getKey().name().identity());
                upsert.setString(3, shown);
                upsert.setLong(4, last);
                upsert.setLong(5, MessageCodec.sumOfRoom(number, last, shown.getBytes(StandardCharsets.UTF_8)));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /** How far each room goes with what is written and not committed. */
    private Map<StoredRoom, Long> lastOfRooms() {
        Map<StoredRoom, Long> rooms = new HashMap<>();
        for (RecordedMessage recorded : messages.subList(committed, written)) {
            rooms.put(recorded.room(), recorded.message().id());
        }
        return rooms;
    }

    @Override
    public void committed() {
        lastOfRooms().forEach(StoredRoom::foldedUpTo);
        committed = written;
    }

    @Override
    public void abandon() {
        unfolded.giveBack(messages.subList(committed, messages.size()));
    }
}
