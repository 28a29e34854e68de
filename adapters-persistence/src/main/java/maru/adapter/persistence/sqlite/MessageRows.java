package maru.adapter.persistence.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import maru.adapter.persistence.StoreException;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** Reads the tables {@code room}, {@code message_block} and {@code message}, which has what earlier servers folded. */
final class MessageRows {
    private static final String BLOCK = "SELECT room, first, count, sum, messages FROM message_block";
    private static final String COLUMNS = "SELECT room, id, time, CAST(sender AS BLOB), once, CAST(text AS BLOB), sum";

    private MessageRows() {}

    /**
     * Hands over every room.
     *
     * @throws StoreException if a row is damaged
     */
    static void readRooms(Connection connection, RoomReader reader) throws SQLException, StoreException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number, shown, last, sum FROM room ORDER BY number")) {
            while (rows.next()) {
                int number = rows.getInt(1);
                String shown = rows.getString(2);
                long last = rows.getLong(3);
                if (shown == null
                        || rows.getLong(4)
                                != MessageCodec.sumOfRoom(number, last, shown.getBytes(StandardCharsets.UTF_8))) {
                    throw new StoreException("the row of room " + number + " is damaged");
                }
                reader.read(number, RoomName.of(shown), last);
            }
        }
    }

    /**
     * Reads the keys of {@code say-once}, the newest first: then most of the others are passed over.
     *
     * @throws StoreException if a row is damaged
     */
    static void readOnce(Connection connection, NewestKeys keys) throws SQLException, StoreException {
        RoomName anyRoom = RoomName.of("any");
        try (PreparedStatement select = connection.prepareStatement(BLOCK + " WHERE once > ? ORDER BY once DESC")) {
            select.setLong(1, keys.after());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    block(rows, anyRoom).readOnce(rows.getInt(1), keys);
                }
            }
        }
        try (PreparedStatement select = connection.prepareStatement(
                COLUMNS + " FROM message WHERE once IS NOT NULL AND time > ? ORDER BY time DESC")) {
            select.setLong(1, keys.after());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Row row = new Row(rows);
                    keys.add(row.number, row.id, row.time, row.sender().shown(), OnceKey.of(row.once()));
                }
            }
        }
    }

    /**
     * The messages of a room with ids in {@code [from, to]}, all of which the tables have.
     *
     * @throws StoreException if one is damaged or missing
     */
    static List<Message> read(Connection connection, StoredRoom room, long from, long to)
            throws SQLException, StoreException {
        List<Message> found = new ArrayList<>((int) (to - from + 1));
        List<Message> newer = readBlocks(connection, room, from, to);
        long end = newer.isEmpty() ? to : newer.get(0).id() - 1;
        if (from <= end) {
            readRows(connection, room, from, end, found);
        }
        found.addAll(newer);
        if (found.size() != to - from + 1) {
            throw new StoreException("messages of room " + room.number() + " between " + from + " and " + to
                    + " are missing: " + found.size() + " were found");
        }
        return found;
    }

    private static List<Message> readBlocks(Connection connection, StoredRoom room, long from, long to)
            throws SQLException, StoreException {
        List<Message> found = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(BLOCK + " WHERE room = ?1 AND first <= ?3 AND first >="
                        + " coalesce((SELECT max(first) FROM message_block WHERE room = ?1 AND first <= ?2), 0)"
                        + " ORDER BY first")) {
            select.setInt(1, room.number());
            select.setLong(2, from);
            select.setLong(3, to);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    block(rows, room.name()).read(from, to, found);
                }
            }
        }
        return found;
    }

    private static MessageBlock.Slice block(ResultSet rows, RoomName room) throws SQLException, StoreException {
        int number = rows.getInt(1);
        long first = rows.getLong(2);
        int count = rows.getInt(3);
        byte[] messages = rows.getBytes(5);
        if (messages == null || rows.getLong(4) != MessageCodec.sum(number, first, count, messages)) {
            throw new StoreException(
                    "the row of " + count + " messages from " + first + " on in room " + number + " is damaged");
        }
        return new MessageBlock.Slice(room, first, count, messages);
    }

    private static void readRows(Connection connection, StoredRoom room, long from, long to, List<Message> into)
            throws SQLException, StoreException {
        try (PreparedStatement select = connection.prepareStatement(
                COLUMNS + " FROM message WHERE room = ? AND id BETWEEN ? AND ? ORDER BY id")) {
            select.setInt(1, room.number());
            select.setLong(2, from);
            select.setLong(3, to);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    into.add(new Row(rows).message(room.name()));
                }
            }
        }
    }

    /** A row whose sum is right. */
    private static final class Row {
        private final int number;
        private final long id;
        private final long time;
        private final byte[] sender;
        private final byte @Nullable [] once;
        private final byte[] text;

        Row(ResultSet rows) throws SQLException, StoreException {
            number = rows.getInt(1);
            id = rows.getLong(2);
            time = rows.getLong(3);
            byte[] foundSender = rows.getBytes(4);
            once = rows.getBytes(5);
            byte[] foundText = rows.getBytes(6);
            if (foundSender == null
                    || foundText == null
                    || rows.getLong(7) != SingleMessageCodec.sum(number, id, time, foundSender, once, foundText)) {
                throw new StoreException("the row of message " + id + " in room " + number + " is damaged");
            }
            sender = foundSender;
            text = foundText;
        }

        byte[] once() {
            return once == null ? new byte[0] : once;
        }

        UserName sender() {
            return UserName.of(new String(sender, StandardCharsets.UTF_8));
        }

        Message message(RoomName room) {
            return new Message(room, id, time, sender(), Text.of(text, 0, text.length));
        }
    }

    /** Takes rooms. */
    interface RoomReader {
        void read(int number, RoomName name, long last) throws StoreException;
    }
}
