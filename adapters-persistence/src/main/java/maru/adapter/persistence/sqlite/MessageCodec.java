package maru.adapter.persistence.sqlite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * A message as a record of the journal, which says where it ends:
 *
 * <pre>
 *   0          8          16       17         18       19
 *   +----------+----------+--------+----------+--------+------+--------+-----+------+
 *   | id       | time     | room's | sender's | key's  | room | sender | key | text |
 *   | i64      | i64,     | bytes  | bytes    | bytes  |      |        |     |      |
 *   |          | Unix ms  | u8     | u8       | u8; 0: |      |        |     |      |
 *   |          |          |        |          | none   |      |        |     |      |
 *   +----------+----------+--------+----------+--------+------+--------+-----+------+
 * </pre>
 *
 * Names are as they are shown; with 32 code points they have 128 bytes at most.
 */
final class MessageCodec {
    static final byte TYPE = 2;

    private static final int TIME_AT = 8;
    private static final int ROOM_LENGTH_AT = 16;
    private static final int SENDER_LENGTH_AT = 17;
    private static final int KEY_LENGTH_AT = 18;
    private static final int HEADER = 19;
    private static final byte[] NO_KEY = {};

    private MessageCodec() {}

    static int size(RecordedMessage recorded) {
        Message message = recorded.message();
        return HEADER
                + recorded.room().name().utf8().length
                + message.from().utf8().length
                + keyOf(recorded.once()).length
                + message.text().utf8().length;
    }

    private static byte[] keyOf(@Nullable OnceKey once) {
        return once == null ? NO_KEY : once.bytes();
    }

    static void encode(RecordedMessage recorded, byte[] batch, int at) {
        Message message = recorded.message();
        byte[] room = recorded.room().name().utf8();
        byte[] sender = message.from().utf8();
        byte[] key = keyOf(recorded.once());
        Bytes.putLong(batch, at, message.id());
        Bytes.putLong(batch, at + TIME_AT, message.time());
        batch[at + ROOM_LENGTH_AT] = (byte) room.length;
        batch[at + SENDER_LENGTH_AT] = (byte) sender.length;
        batch[at + KEY_LENGTH_AT] = (byte) key.length;
        int end = put(key, batch, put(sender, batch, put(room, batch, at + HEADER)));
        put(message.text().utf8(), batch, end);
    }

    private static int put(byte[] bytes, byte[] batch, int at) {
        System.arraycopy(bytes, 0, batch, at, bytes.length);
        return at + bytes.length;
    }

    static RoomName room(byte[] batch, int from) {
        int at = from + HEADER;
        return RoomName.of(string(batch, at, at + (batch[from + ROOM_LENGTH_AT] & 0xff)));
    }

    static long id(byte[] batch, int from) {
        return Bytes.getLong(batch, from);
    }

    /** The message of the record {@code batch[from, to)}, which is of that room. */
    static Message message(RoomName room, byte[] batch, int from, int to) {
        int sender = from + HEADER + (batch[from + ROOM_LENGTH_AT] & 0xff);
        int key = keyAt(batch, from);
        int text = key + (batch[from + KEY_LENGTH_AT] & 0xff);
        return new Message(
                room,
                id(batch, from),
                Bytes.getLong(batch, from + TIME_AT),
                UserName.of(string(batch, sender, key)),
                Text.of(batch, text, to));
    }

    /** The key of say-once in the record that begins at {@code from}; null: it has none. */
    static @Nullable OnceKey once(byte[] batch, int from) {
        int length = batch[from + KEY_LENGTH_AT] & 0xff;
        int at = keyAt(batch, from);
        return length == 0 ? null : OnceKey.of(Arrays.copyOfRange(batch, at, at + length));
    }

    private static int keyAt(byte[] batch, int from) {
        return from + HEADER + (batch[from + ROOM_LENGTH_AT] & 0xff) + (batch[from + SENDER_LENGTH_AT] & 0xff);
    }

    private static String string(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /**
     * The checksum of a row of the table {@code message}: CRC32C of room, id and time (i64 each), the lengths of sender
     * and key (i32 each), sender, key and text.
     */
    static long sum(long room, long id, long time, byte[] sender, byte @Nullable [] once, byte[] text) {
        byte[] key = once == null ? NO_KEY : once;
        byte[] numbers = new byte[3 * Long.BYTES + 2 * Integer.BYTES];
        Bytes.putLong(numbers, 0, room);
        Bytes.putLong(numbers, Long.BYTES, id);
        Bytes.putLong(numbers, 2 * Long.BYTES, time);
        Bytes.putInt(numbers, 3 * Long.BYTES, sender.length);
        Bytes.putInt(numbers, 3 * Long.BYTES + Integer.BYTES, key.length);
        return sum(numbers, sender, key, text);
    }

    /** The checksum of a row of the table {@code room}: CRC32C of number and last (i64 each) and the name. */
    static long sumOfRoom(long number, long last, byte[] shown) {
        byte[] numbers = new byte[2 * Long.BYTES];
        Bytes.putLong(numbers, 0, number);
        Bytes.putLong(numbers, Long.BYTES, last);
        return sum(numbers, shown);
    }

    private static long sum(byte[]... parts) {
        CRC32C sum = new CRC32C();
        for (byte[] part : parts) {
            sum.update(part, 0, part.length);
        }
        return sum.getValue();
    }
}
