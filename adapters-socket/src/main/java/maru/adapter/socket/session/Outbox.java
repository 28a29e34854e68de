package maru.adapter.socket.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.ArrayDeque;
import maru.adapter.socket.frame.FrameWriter;
import maru.application.port.Lane;
import org.jspecify.annotations.Nullable;

/**
 * What one client is to be sent, replies and pushes, as one sequence of whole frames:
 *
 * <pre>
 *   in the channel  |  chunks  |  ready  |  slot, bytes  |  slot, bytes  | …
 *   being written   |  these wait until  |  from the first reply that isn't
 *                   |  the socket takes more  |  there yet on, all is held back
 * </pre>
 *
 * Replies go to the very end. Pushes go behind the last reply that is there, before those behind it that are not: a
 * push is about what has been confirmed by now, and so is younger than every answered reply. Usually
 * there are neither slots nor chunks, and all is {@code ready}, written and flushed once at the end of a read or turn.
 * No buffer is kept while there is nothing to send. On the session's loop only.
 */
public final class Outbox {
    /** Once so many bytes wait, no further request is read: 64 KiB, the protocol's figure. */
    static final int ENOUGH_WAITING = 64 << 10;

    private final Session session;
    private final Loop loop;
    private final Channel channel;
    private final int maxPushBytes;

    private final ArrayDeque<FrameWriter> chunks = new ArrayDeque<>(0);
    private @Nullable FrameWriter ready;
    private @Nullable ReplySlot<?> first;
    private @Nullable ReplySlot<?> last;

    /** The last slot that is answered, or has a reply behind it that is. */
    private @Nullable ReplySlot<?> lastThere;

    private long slotNumber;
    private int slots;
    private int heldBytes;
    private int chunkBytes;
    private int channelBytes;
    private int channelPushBytes;
    private int pushBytes;
    private boolean stalled;
    private boolean dropped;
    private boolean closed;

    Outbox(Session session, Loop loop, Channel channel, int maxPushBytes) {
        this.session = session;
        this.loop = loop;
        this.channel = channel;
        this.maxPushBytes = maxPushBytes;
    }

    Lane lane() {
        return loop;
    }

    /** Where the next reply is written to. Asked for anew for every reply. */
    public FrameWriter writer() {
        if (last == null) {
            return ready();
        }
        lastThere = last;
        return behind(last);
    }

    /** Ends the line of what was written last; a reply that is not there yet will do so by itself. */
    public void lineFeed() {
        if (last == null || (last.behind != null && last.behind.length() > 0)) {
            writer().lineFeed();
        }
    }

    /** Keeps the next reply's place. */
    <T> ReplySlot<T> reserve(ReplyEncoder<T> encoder) {
        ReplySlot<T> slot = new ReplySlot<>(this, encoder, ++slotNumber);
        if (last == null) {
            first = slot;
        } else {
            last.heldBytes = last.behind == null ? 0 : last.behind.length();
            heldBytes += last.heldBytes;
            last.next = slot;
        }
        last = slot;
        slots++;
        return slot;
    }

    void answered(ReplySlot<?> slot) {
        if (dropped) {
            return;
        }
        if (slot != first) {
            lastThere = lastThere == null || lastThere.number < slot.number ? slot : lastThere;
            return;
        }
        try {
            while (first != null && first.isAnswered()) {
                release(first);
            }
            session.flushLater();
        } catch (Throwable e) {
            session.failed(e); // what answers has others to answer too
        }
    }

    private void release(ReplySlot<?> slot) {
        slot.encode(ready());
        FrameWriter behind = slot.behind;
        if (behind != null) {
            heldBytes -= slot.heldBytes;
            ready().append(behind.array(), 0, behind.length());
            ready().countAsPush(behind.pushBytes());
            loop.giveBack(behind);
        }
        cutChunk();
        slots--;
        first = slot.next;
        last = slot == last ? null : last;
        lastThere = slot == lastThere ? null : lastThere;
    }

    /** Appends pushed frames, or lines. The client is to go when more of them wait than may. */
    public void push(byte[] frames, int from, int to) {
        if (!session.isOpen()) {
            return;
        }
        ReplySlot<?> slot = lastThere;
        FrameWriter out = slot == null ? ready() : behind(slot);
        int before = out.length();
        if (session.isTyping()) {
            out.appendLines(frames, from, to);
        } else {
            out.append(frames, from, to);
        }
        int added = out.length() - before;
        out.countAsPush(added);
        pushBytes += added;
        if (slot != null && slot != last) {
            slot.heldBytes += added;
            heldBytes += added;
        }
        cutChunk();
        session.flushLater();
    }

    /** Frames that many clients are to be pushed, once for all of them; the caller releases it when they have been. */
    public ByteBuf copyToShare(FrameWriter frames) {
        return toBuffer(frames);
    }

    /**
     * Pushes frames that others are pushed too, and sends them at once, behind what is ready: without a copy, if nothing
     * stands in the way.
     *
     * @param shared a copy of the frames, made by {@link #copyToShare}
     * @param from where they begin for this client
     */
    public void pushShared(FrameWriter frames, ByteBuf shared, int from) {
        if (lastThere != null || stalled || !chunks.isEmpty() || session.isTyping() || !session.isOpen()) {
            push(frames.array(), from, frames.length());
            return;
        }
        int pushed = frames.length() - from;
        pushBytes += pushed;
        FrameWriter before = ready;
        int length = pushed;
        int pushes = pushed;
        if (before != null) {
            ready = null;
            length += before.length();
            pushes += before.pushBytes();
            channel.write(toBuffer(before), channel.voidPromise());
            loop.giveBack(before);
        }
        channel.writeAndFlush(shared.retainedSlice(from, pushed), channel.voidPromise());
        sent(length, pushes);
        if (isOverflowing()) {
            session.flushLater();
        }
    }

    /** Where a ping goes: in front of every reply that isn't there yet, which may be long in coming. */
    FrameWriter front() {
        return ready();
    }

    boolean isOverflowing() {
        return pushBytes > maxPushBytes;
    }

    /** How many bytes wait here and in the channel, unanswered replies counted as 64 each. */
    int waitingBytes() {
        int tail = ready == null ? 0 : ready.length();
        tail += last == null || last.behind == null ? 0 : last.behind.length();
        return channelBytes + chunkBytes + heldBytes + tail + slots * ReplySlot.WEIGHT;
    }

    /** Whether no further request is to be done for now. Sends what can be sent before it says so. */
    public boolean isFull() {
        if (waitingBytes() < ENOUGH_WAITING) {
            return false;
        }
        flush();
        return waitingBytes() >= ENOUGH_WAITING;
    }

    boolean isStalled() {
        return stalled;
    }

    /** Whether all that was asked for is answered and taken by the socket. */
    boolean isEmpty() {
        return first == null && !stalled && chunks.isEmpty() && (ready == null || ready.length() == 0);
    }

    boolean hasUnanswered() {
        return first != null;
    }

    /** A number that changes whenever the socket took something. */
    long progress() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.currentProgress() * 31 + buffer.totalPendingWriteBytes();
    }

    /** Gives all that may go to the socket, in one write where the socket takes it. */
    void flush() {
        while (!stalled && !closed) {
            FrameWriter next = chunks.pollFirst();
            if (next != null) {
                chunkBytes -= next.length();
            } else {
                next = ready;
                ready = null;
            }
            if (next == null) {
                return;
            }
            send(next);
        }
    }

    private void send(FrameWriter frames) {
        if (frames.length() > 0) {
            channel.writeAndFlush(toBuffer(frames), channel.voidPromise());
            sent(frames.length(), frames.pushBytes());
        }
        loop.giveBack(frames);
    }

    private ByteBuf toBuffer(FrameWriter frames) {
        return channel.alloc().directBuffer(frames.length()).writeBytes(frames.array(), 0, frames.length());
    }

    /** So many bytes were given to the socket, so many of them pushes: it may have taken all, and TLS kept none. */
    private void sent(int length, int pushes) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null || buffer.totalPendingWriteBytes() == 0) {
            pushBytes -= pushes;
        } else {
            stall(length, pushes);
        }
    }

    /** The socket did not take all: an empty write behind it tells when it has. */
    private void stall(int length, int pushes) {
        stalled = true;
        channelBytes = length;
        channelPushBytes = pushes;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(future -> drained(future.isSuccess()));
        if (stalled) {
            session.stalled();
        }
    }

    private void drained(boolean success) {
        stalled = false;
        channelBytes = 0;
        pushBytes -= channelPushBytes;
        channelPushBytes = 0;
        if (success && !closed) {
            session.drained();
        }
    }

    /** Drops all that has not been given to the socket; the frame under way is finished. */
    void dropWaiting() {
        dropped = true;
        chunks.clear();
        chunkBytes = 0;
        ready = null;
        first = null;
        last = null;
        lastThere = null;
        slots = 0;
        heldBytes = 0;
        pushBytes = channelPushBytes;
    }

    /** The connection is gone: later answers are dropped. */
    void close() {
        closed = true;
        dropWaiting();
    }

    private FrameWriter ready() {
        if (ready == null) {
            ready = loop.borrow();
        }
        return ready.lineFeeds(session.isTyping());
    }

    private FrameWriter behind(ReplySlot<?> slot) {
        if (slot.behind == null) {
            slot.behind = loop.borrow();
        }
        return slot.behind.lineFeeds(session.isTyping());
    }

    /**
     * While the socket takes nothing, what is ready is kept in pieces, so that it is counted as they leave. Each takes as
     * much memory as it counts for: the array that is filled has grown, and may be half empty.
     */
    private void cutChunk() {
        FrameWriter filled = ready;
        if (stalled && filled != null && filled.length() >= ENOUGH_WAITING) {
            chunks.add(filled.trimmed());
            chunkBytes += filled.length();
            filled.clear();
        }
    }
}
