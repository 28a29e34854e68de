package maru.adapter.persistence.sqlite;

import java.util.Arrays;
import java.util.List;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one room that follow each other, in the bytes in which the journal has them and the table will: a row of
 * it. Changed by {@code store-writer} alone, under the store's lock; a {@link Slice} is for any thread.
 */
final class MessageBlock {
    /** With so many bytes it is full: what comes next begins another one. */
    static final int FULL_BYTES = 32 << 10;

    private static final int SMALLEST = 512;

    private final StoredRoom room;
    private final long first;
    private int count;
    private byte[] bytes = {};
    private int length;
    private long once;
    private boolean isSealed;

    /** @param first id of its first message */
    MessageBlock(StoredRoom room, long first) {
        this.room = room;
        this.first = first;
    }

    StoredRoom room() {
        return room;
    }

    long first() {
        return first;
    }

    int count() {
        return count;
    }

    long last() {
        return first + count - 1;
    }

    /** Unix milliseconds of the newest message with a key; 0: none has one. */
    long once() {
        return once;
    }

    /** A copy. */
    byte[] messages() {
        return Arrays.copyOf(bytes, length);
    }

    boolean takesMore() {
        return !isSealed && length < FULL_BYTES;
    }

    /** Takes no more messages. */
    void seal() {
        isSealed = true;
    }

    /** Adds the messages {@code from[begin, end)}, so many, behind the last one. */
    void add(byte[] from, int begin, int end, int messages) {
        int grown = length + end - begin;
        if (grown > bytes.length) {
            // What a slice refers to stays as it is: only bytes behind it are written.
            bytes = Arrays.copyOf(bytes, Math.max(grown, Math.min(FULL_BYTES, Math.max(SMALLEST, 2 * bytes.length))));
        }
        System.arraycopy(from, begin, bytes, length, end - begin);
        for (int at = length; at < grown; at = MessageCodec.next(bytes, at)) {
            if (MessageCodec.hasKey(bytes, at)) {
                once = Math.max(once, MessageCodec.time(bytes, at));
            }
        }
        length = grown;
        count += messages;
    }

    /** Its messages as of now. */
    Slice slice() {
        return new Slice(room.name(), first, count, bytes);
    }

    /** Messages that are not decoded yet. */
    static final class Slice {
        private final RoomName room;
        private final long first;
        private final int count;
        private final byte[] bytes;

        /** @param bytes may have more behind them */
        Slice(RoomName room, long first, int count, byte[] bytes) {
            this.room = room;
            this.first = first;
            this.count = count;
            this.bytes = bytes;
        }

        /** Adds its messages with ids in {@code [from, to]}. */
        void read(long from, long to, List<Message> into) {
            UserName sender = null;
            int at = 0;
            for (long id = first; id < first + count && id <= to; id++) {
                if (id >= from) {
                    sender = sender(at, sender);
                    int text = MessageCodec.text(bytes, at);
                    Text said = Text.of(bytes, text, MessageCodec.next(bytes, at));
                    into.add(new Message(room, id, MessageCodec.time(bytes, at), sender, said));
                }
                at = MessageCodec.next(bytes, at);
            }
        }

        /** Who spoke last mostly speaks on. */
        private UserName sender(int at, @Nullable UserName before) {
            String name = MessageCodec.sender(bytes, at);
            return before != null && before.shown().equals(name) ? before : UserName.of(name);
        }

        /** Adds the keys of its messages. */
        void readOnce(int number, NewestKeys keys) {
            int at = 0;
            for (long id = first; id < first + count; id++) {
                if (MessageCodec.hasKey(bytes, at)) {
                    keys.add(number, id, bytes, at);
                }
                at = MessageCodec.next(bytes, at);
            }
        }
    }
}
