package maru.adapter.persistence.messages;

import java.util.ArrayList;
import java.util.List;
import maru.domain.chat.Message;
import org.jspecify.annotations.Nullable;

/** The messages of one room from one id to its newest: a ring, in which the place of a message follows from its id. */
public final class MessageWindow {
    /**
     * Reckoned for each message beside its text: its object 40, the text's 16, the array's header and what rounding up
     * adds 20, its place 8, and a part of the name of who said it, which is shared by what one connection says.
     */
    static final int MESSAGE_BYTES = 128;

    private static final int SMALLEST = 16;
    private static final @Nullable Message[] NOTHING = new Message[0];

    /** Its length is a power of two, 0 while nothing is in it. */
    private @Nullable Message[] ring = NOTHING;

    private long first;
    private int size;
    private long bytes;

    /** What {@link WindowBudget} knows of it, and its neighbours there. */
    long counted;

    @Nullable MessageWindow before;

    @Nullable MessageWindow behind;

    /** @param first id of the first message that will be added */
    public MessageWindow(long first) {
        this.first = first;
    }

    /** Id of the oldest message, or of the next one where there is none. */
    public long first() {
        return first;
    }

    /** Id of the newest message; where there is none, the one before the next. */
    public long last() {
        return first + size - 1;
    }

    public int size() {
        return size;
    }

    /** What its messages take of memory, reckoned. */
    long bytes() {
        return bytes;
    }

    /** Adds the message behind the last one. */
    public void add(Message message) {
        if (message.id() != last() + 1) {
            throw new IllegalArgumentException("message " + message.id() + " behind message " + last());
        }
        if (size == ring.length) {
            resize(Math.max(SMALLEST, 2 * size));
        }
        ring[place(message.id())] = message;
        size++;
        bytes += bytesOf(message);
    }

    /** Drops the oldest messages until {@code id} would be the first, or nothing is left. */
    public void dropBefore(long id) {
        for (; size > 0 && first < id; first++, size--) {
            int place = place(first);
            bytes -= bytesOf(ring[place]);
            ring[place] = null;
        }
        if (size == 0) {
            ring = NOTHING;
        } else if (ring.length > SMALLEST && size <= ring.length / 8) {
            resize(ring.length / 4);
        }
    }

    /** Drops everything. */
    public void restart(long newFirst) {
        dropBefore(Long.MAX_VALUE);
        first = newFirst;
    }

    private static long bytesOf(@Nullable Message message) {
        return message == null ? 0 : MESSAGE_BYTES + message.text().utf8().length;
    }

    /** The messages with ids in {@code [from, to]} that are here, the oldest first. */
    public List<Message> copy(long from, long to) {
        long begin = Math.max(from, first);
        long end = Math.min(to, last());
        if (begin > end) {
            return List.of();
        }
        List<Message> copy = new ArrayList<>((int) (end - begin + 1));
        for (long id = begin; id <= end; id++) {
            Message message = ring[place(id)];
            if (message != null) {
                copy.add(message);
            }
        }
        return copy;
    }

    private int place(long id) {
        return (int) id & (ring.length - 1);
    }

    private void resize(int length) {
        List<Message> kept = copy(first, last());
        ring = new Message[length];
        for (Message message : kept) {
            ring[place(message.id())] = message;
        }
    }
}
