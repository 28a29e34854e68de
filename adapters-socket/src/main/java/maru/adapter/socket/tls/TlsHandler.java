package maru.adapter.socket.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;

/**
 * Netty's TLS, for clients that mean ill or are slow: how long anything may last is the session's to say; a record that
 * comes in many pieces takes no more memory than it has bytes; a close waits for nobody.
 */
final class TlsHandler extends SslHandler {
    /** No client sends so much before the handshake is done, during which what comes is kept. */
    private static final int MOST_BEFORE_HANDSHAKE = 128 << 10;

    /** A buffer may be so much larger than twice its content. */
    private static final int SPARE_BYTES = 512;

    TlsHandler(SSLEngine engine, Executor tasks) {
        super(engine, tasks);
        setHandshakeTimeoutMillis(0);
        setCloseNotifyFlushTimeoutMillis(0);
        setCumulator(
                (allocator, before, more) -> MERGE_CUMULATOR.cumulate(allocator, before, fitting(allocator, more)));
    }

    /**
     * What was read is in a buffer for as much as a read may bring: one byte of a record would keep all of it. Netty for
     * its part would keep one such buffer for each piece of a record.
     */
    private static ByteBuf fitting(ByteBufAllocator allocator, ByteBuf read) {
        int length = read.readableBytes();
        if (read.capacity() <= 2 * length + SPARE_BYTES) {
            return read;
        }
        try {
            return allocator.directBuffer(length).writeBytes(read);
        } finally {
            read.release();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        ByteBuf bytes = (ByteBuf) message;
        if (!handshakeFuture().isDone() && actualReadableBytes() + bytes.readableBytes() > MOST_BEFORE_HANDSHAKE) {
            bytes.release();
            context.close();
        } else {
            super.channelRead(context, bytes);
        }
    }

    /** What a client does wrong in TLS is as good as a lost connection. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
        Throwable wrapped = cause instanceof DecoderException ? cause.getCause() : null;
        super.exceptionCaught(context, wrapped == null ? cause : wrapped);
    }

    /** Tells the client, so that it knows that nothing is missing, unless it takes nothing or knows no key yet. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
        if (handshakeFuture().isSuccess() && isEverythingTaken(context)) {
            super.close(context, context.newPromise());
        }
        context.close(promise);
    }

    private static boolean isEverythingTaken(ChannelHandlerContext context) {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return buffer != null && buffer.totalPendingWriteBytes() == 0;
    }
}
