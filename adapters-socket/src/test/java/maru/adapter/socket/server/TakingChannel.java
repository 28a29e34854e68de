package maru.adapter.socket.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A connection whose other end takes as much as it is told to. */
final class TakingChannel extends EmbeddedChannel {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private long mayTake = Long.MAX_VALUE;
    private int atOnce = Integer.MAX_VALUE;
    private int writes;
    private int flushes;
    private ByteBuf lastMemory = Unpooled.EMPTY_BUFFER;

    TakingChannel() {
        pipeline().addLast(new Counter());
    }

    /** Takes so many more bytes, and no more. */
    void take(long count) {
        mayTake = count;
        if (count > 0) {
            unsafe().flush();
        }
    }

    /** Takes so many bytes at each flush, however many there are. */
    void takeAtOnce(int count) {
        atOnce = count;
    }

    /** What was taken since this was asked last. */
    byte[] takeBytes() {
        byte[] bytes = taken.toByteArray();
        taken.reset();
        return bytes;
    }

    /** How often something was written that is not empty. */
    int writes() {
        return writes;
    }

    /** The memory of what was written last, whether it was released or not. */
    ByteBuf lastMemory() {
        return lastMemory;
    }

    int flushes() {
        return flushes;
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer buffer) {
        int left = (int) Math.min(mayTake, atOnce);
        for (Object next = buffer.current(); next != null; next = buffer.current()) {
            ByteBuf bytes = (ByteBuf) next;
            int count = Math.min(left, bytes.readableBytes());
            read(bytes, count);
            buffer.progress(count);
            left -= count;
            mayTake -= count;
            if (bytes.isReadable()) {
                return;
            }
            buffer.remove();
        }
    }

    private void read(ByteBuf bytes, int count) {
        try {
            bytes.readBytes(taken, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuf memory(ByteBuf bytes) {
        ByteBuf memory = bytes;
        for (ByteBuf next = bytes.unwrap(); next != null; next = next.unwrap()) {
            memory = next;
        }
        return memory;
    }

    private final class Counter extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ByteBuf bytes = (ByteBuf) message;
            if (bytes.isReadable()) {
                writes++;
                lastMemory = memory(bytes);
            }
            context.write(message, promise);
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            flushes++;
            context.flush();
        }
    }
}
