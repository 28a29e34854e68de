package maru.adapter.persistence.sqlite;

import java.util.Arrays;
import java.util.zip.CRC32C;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one room that follow each other, as bytes. One of them, in the journal as in the table:
 *
 * <pre>
 *   0          8          9        10       12
 *   +----------+----------+--------+--------+--------+-----+------+
 *   | time     | sender's | key's  | text's | sender | key | text |
 *   | i64,     | bytes    | bytes  | bytes  |        |     |      |
 *   | Unix ms  | u8       | u8; 0: | u16    |        |     |      |
 *   |          |          | none   |        |        |     |      |
 *   +----------+----------+--------+--------+--------+-----+------+
 * </pre>
 *
 * A record of the journal:
 *
 * <pre>
 *   0          8          12       13
 *   +----------+----------+--------+------+----------+----------+---
 *   | -first   | count    | room's | room | message  | message  | …
 *   | id, i64  | i32      | bytes  |      |          |          |
 *   |          |          | u8     |      |          |          |
 *   +----------+----------+--------+------+----------+----------+---
 * </pre>
 *
 * The first id is below 0 there, so that it is not taken for the id with which a {@link SingleMessageCodec} begins.
 * Names are as they are shown; with 32 code points they have 128 bytes at most, and a text has 8,000.
 */
final class MessageCodec {
    static final byte TYPE = 2;

    private static final int COUNT_AT = 8;
    private static final int ROOM_LENGTH_AT = 12;
    private static final int ROOM_AT = 13;

    private static final int SENDER_LENGTH_AT = 8;
    private static final int KEY_LENGTH_AT = 9;
    private static final int TEXT_LENGTH_AT = 10;
    private static final int HEADER = 12;

    private MessageCodec() {}

    /** Bytes in front of the first message of a record. */
    static int headerSize(RoomName room) {
        return ROOM_AT + room.utf8().length;
    }

    /** Writes what stands in front of the first message, and returns where that begins. */
    static int encodeHeader(RoomName room, long first, int count, byte[] batch, int at) {
        Bytes.putLong(batch, at, -first);
        Bytes.putInt(batch, at + COUNT_AT, count);
        byte[] name = room.utf8();
        batch[at + ROOM_LENGTH_AT] = (byte) name.length;
        return put(name, batch, at + ROOM_AT);
    }

    /** Whether a record has a single message, as servers wrote it before. */
    static boolean isSingle(byte[] batch, int from) {
        return Bytes.getLong(batch, from) > 0;
    }

    /**
     * A record of several messages has as many as it says, and nothing else.
     *
     * @throws IllegalArgumentException if it has not
     */
    static void check(byte[] batch, int from, int to) {
        int at = begin(batch, from);
        int left = count(batch, from);
        for (; left > 0 && at < to; left--) {
            at = next(batch, at);
        }
        if (left != 0 || at != to || first(batch, from) < 1) {
            throw new IllegalArgumentException(
                    count(batch, from) + " messages from " + first(batch, from) + " on in " + (to - from) + " bytes");
        }
    }

    static RoomName room(byte[] batch, int from) {
        return RoomName.of(Bytes.getString(batch, from + ROOM_AT, begin(batch, from)));
    }

    /** Where the first message of a record begins. */
    static int begin(byte[] batch, int from) {
        return from + ROOM_AT + (batch[from + ROOM_LENGTH_AT] & 0xff);
    }

    static long first(byte[] batch, int from) {
        return -Bytes.getLong(batch, from);
    }

    static int count(byte[] batch, int from) {
        return Bytes.getInt(batch, from + COUNT_AT);
    }

    /** Bytes of a message. */
    static int size(Message message, @Nullable OnceKey once) {
        int key = once == null ? 0 : once.bytes().length;
        return HEADER + message.from().utf8().length + key + message.text().utf8().length;
    }

    /** Writes a message, and returns where the next one begins. */
    static int encode(Message message, @Nullable OnceKey once, byte[] into, int at) {
        byte[] sender = message.from().utf8();
        byte[] text = message.text().utf8();
        Bytes.putLong(into, at, message.time());
        into[at + SENDER_LENGTH_AT] = (byte) sender.length;
        into[at + KEY_LENGTH_AT] = (byte) (once == null ? 0 : once.bytes().length);
        Bytes.putShort(into, at + TEXT_LENGTH_AT, text.length);
        int end = put(sender, into, at + HEADER);
        return put(text, into, once == null ? end : put(once.bytes(), into, end));
    }

    private static int put(byte[] bytes, byte[] into, int at) {
        System.arraycopy(bytes, 0, into, at, bytes.length);
        return at + bytes.length;
    }

    /** Where the message behind the one at {@code at} begins. */
    static int next(byte[] bytes, int at) {
        return text(bytes, at) + Bytes.getShort(bytes, at + TEXT_LENGTH_AT);
    }

    static long time(byte[] bytes, int at) {
        return Bytes.getLong(bytes, at);
    }

    /** Where its sender ends and its key begins. */
    private static int key(byte[] bytes, int at) {
        return at + HEADER + (bytes[at + SENDER_LENGTH_AT] & 0xff);
    }

    /** Where its key ends and its text begins. */
    static int text(byte[] bytes, int at) {
        return key(bytes, at) + (bytes[at + KEY_LENGTH_AT] & 0xff);
    }

    static String sender(byte[] bytes, int at) {
        return Bytes.getString(bytes, at + HEADER, key(bytes, at));
    }

    static boolean hasKey(byte[] bytes, int at) {
        return bytes[at + KEY_LENGTH_AT] != 0;
    }

    static OnceKey once(byte[] bytes, int at) {
        return OnceKey.of(Arrays.copyOfRange(bytes, key(bytes, at), text(bytes, at)));
    }

    /** The checksum of a row of the table {@code message_block}: CRC32C of room, first, count (i64 each) and messages. */
    static long sum(long room, long first, long count, byte[] messages) {
        return sum(messages, room, first, count);
    }

    /** The checksum of a row of the table {@code room}: CRC32C of number and last (i64 each) and the name. */
    static long sumOfRoom(long number, long last, byte[] shown) {
        return sum(shown, number, last);
    }

    private static long sum(byte[] bytes, long... numbers) {
        byte[] before = new byte[numbers.length * Long.BYTES];
        for (int i = 0; i < numbers.length; i++) {
            Bytes.putLong(before, i * Long.BYTES, numbers[i]);
        }
        CRC32C sum = new CRC32C();
        sum.update(before, 0, before.length);
        sum.update(bytes, 0, bytes.length);
        return sum.getValue();
    }
}
