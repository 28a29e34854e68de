package maru.adapter.socket.session;

import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an event loop has read of its sockets and not done yet: up to sixteen sockets are read before the first request
 * is done. So what their requests are going to need is fetched from memory at once, and the processor keeps what it has
 * learned of reading, of doing and of sending for longer. Nothing waits beyond the turn in which it was read, and each
 * session's bytes are handed over in their order. On the loop only.
 */
final class Inbox {
    private static final int MOST_READS = 16;

    /** A read that brings more has enough to fetch at once by itself. */
    private static final int SHORT_READ = 128;

    private final byte[] buffer;
    private final int capacity;
    private final @Nullable Session[] sessions = new @Nullable Session[MOST_READS];
    private final int[] ends = new int[MOST_READS];
    private int count;
    private boolean handingOver;

    /** @param padding room behind the bytes, so that they may be scanned by whole words */
    Inbox(int capacity, int padding) {
        this.capacity = capacity;
        this.buffer = new byte[capacity + padding];
    }

    /** Takes all bytes that there are. */
    void add(Session session, ByteBuf bytes) {
        while (bytes.isReadable()) {
            if (count == MOST_READS || length() == capacity || bytes.readableBytes() > capacity - length()) {
                handOver();
            }
            int from = length();
            int size = Math.min(bytes.readableBytes(), capacity - from);
            bytes.readBytes(buffer, from, size);
            sessions[count] = session;
            ends[count++] = from + size;
        }
    }

    private int length() {
        return count == 0 ? 0 : ends[count - 1];
    }

    /** Has all of it done, and then sends the replies. */
    void handOver() {
        if (handingOver || count == 0) {
            return;
        }
        handingOver = true;
        try {
            announce();
            for (int i = 0; i < count; i++) {
                session(i).received(buffer, i == 0 ? 0 : ends[i - 1], ends[i]);
            }
            for (int i = 0; i < count; i++) {
                session(i).readCompleted();
                sessions[i] = null;
            }
        } finally {
            count = 0;
            handingOver = false;
        }
    }

    private void announce() {
        for (int i = 0; i < count; i++) {
            int from = i == 0 ? 0 : ends[i - 1];
            if (ends[i] - from <= SHORT_READ) {
                session(i).announce(buffer, from, ends[i]);
            }
        }
    }

    private Session session(int place) {
        return Objects.requireNonNull(sessions[place], "no session");
    }
}
