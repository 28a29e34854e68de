package maru.adapter.persistence.sqlite;

import java.util.Arrays;
import java.util.zip.CRC32C;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * A message by itself, as servers wrote it before schema 4; it is only read. As a record of the journal, which says where
 * it ends:
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
 */
final class SingleMessageCodec {
    private static final int TIME_AT = 8;
    private static final int ROOM_LENGTH_AT = 16;
    private static final int SENDER_LENGTH_AT = 17;
    private static final int KEY_LENGTH_AT = 18;
    private static final int HEADER = 19;
    private static final byte[] NO_KEY = {};

    private SingleMessageCodec() {}

    /** The message of the record {@code batch[from, to)}, as it was spelled there. */
    static Message message(byte[] batch, int from, int to) {
        int room = from + HEADER;
        int sender = room + (batch[from + ROOM_LENGTH_AT] & 0xff);
        int key = sender + (batch[from + SENDER_LENGTH_AT] & 0xff);
        int text = key + (batch[from + KEY_LENGTH_AT] & 0xff);
        return new Message(
                RoomName.of(Bytes.getString(batch, room, sender)),
                Bytes.getLong(batch, from),
                Bytes.getLong(batch, from + TIME_AT),
                UserName.of(Bytes.getString(batch, sender, key)),
                Text.of(batch, text, to));
    }

    /** The key of say-once in the record that begins at {@code from}; null: it has none. */
    static @Nullable OnceKey once(byte[] batch, int from) {
        int length = batch[from + KEY_LENGTH_AT] & 0xff;
        int at = from + HEADER + (batch[from + ROOM_LENGTH_AT] & 0xff) + (batch[from + SENDER_LENGTH_AT] & 0xff);
        return length == 0 ? null : OnceKey.of(Arrays.copyOfRange(batch, at, at + length));
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
        CRC32C sum = new CRC32C();
        sum.update(numbers, 0, numbers.length);
        sum.update(sender, 0, sender.length);
        sum.update(key, 0, key.length);
        sum.update(text, 0, text.length);
        return sum.getValue();
    }
}
