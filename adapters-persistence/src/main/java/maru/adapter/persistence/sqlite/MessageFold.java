package maru.adapter.persistence.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages of a stretch of the journal, room by room, a block in a row. With each slice the rows of its rooms say how
 * far the tables go, so what was folded before a crash is known and is not folded again.
 */
final class MessageFold implements Fold {
    private final UnfoldedMessages unfolded;
    private final List<MessageBlock> blocks;
    private int messages;
    private int written;
    private int committed;

    MessageFold(UnfoldedMessages unfolded) {
        this.unfolded = unfolded;
        this.blocks = unfolded.take();
        this.messages = blocks.stream().mapToInt(MessageBlock::count).sum();
    }

    @Override
    public int rows() {
        return messages;
    }

    @Override
    public void write(Connection connection, FoldSlice slice) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO message_block (room, first, count, once, sum, messages) VALUES (?, ?, ?, ?, ?, ?)")) {
            do {
                MessageBlock block = blocks.get(written++);
                slice.wrote(block.count(), write(block, insert));
                messages -= block.count();
            } while (written < blocks.size() && slice.goesOn());
        }
        writeRooms(connection);
    }

    /** Returns the bytes of the row. */
    private static int write(MessageBlock block, PreparedStatement insert) throws SQLException {
        int room = block.room().number();
        byte[] bytes = block.messages();
        insert.setInt(1, room);
        insert.setLong(2, block.first());
        insert.setInt(3, block.count());
        if (block.once() == 0) {
            insert.setNull(4, Types.INTEGER);
        } else {
            insert.setLong(4, block.once());
        }
        insert.setLong(5, MessageCodec.sum(room, block.first(), block.count(), bytes));
        insert.setBytes(6, bytes);
        insert.executeUpdate();
        return bytes.length;
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
        Map<StoredRoom, Long> rooms = new LinkedHashMap<>();
        for (MessageBlock block : blocks.subList(committed, written)) {
            rooms.put(block.room(), block.last());
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
        unfolded.giveBack(blocks.subList(committed, blocks.size()));
    }
}
