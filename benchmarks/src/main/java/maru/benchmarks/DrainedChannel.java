package maru.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;

/** A connection whose other end takes everything at once and looks at nothing. */
final class DrainedChannel extends EmbeddedChannel {
    private long taken;

    /** Bytes so far. */
    long taken() {
        return taken;
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer buffer) {
        for (Object next = buffer.current(); next != null; next = buffer.current()) {
            taken += ((ByteBuf) next).readableBytes();
            buffer.remove();
        }
    }
}
