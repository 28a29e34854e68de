package maru.adapter.socket.server;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Guesses how much the next read brings from what the last reads of the event loop's sockets have brought, all of them:
 * a guess for each connection would take 130 bytes of it.
 */
final class LoopReadSizes implements RecvByteBufAllocator {
    private static final int MOST_READS_AT_ONCE = 16;

    private final FastThreadLocal<ExtendedHandle> handles = new FastThreadLocal<>() {
        @Override
        protected ExtendedHandle initialValue() {
            return (ExtendedHandle) new AdaptiveRecvByteBufAllocator()
                    .maxMessagesPerRead(MOST_READS_AT_ONCE)
                    .newHandle();
        }
    };

    /** The current loop's, which is set back at the beginning of each socket's reads. */
    @Override
    public ExtendedHandle newHandle() {
        return handles.get();
    }
}
