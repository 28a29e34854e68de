package maru.adapter.socket.server;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;

/** Gives no buffer, but a fault. */
final class FailingAllocator extends AbstractByteBufAllocator {
    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        throw new IllegalStateException("a fault, made on purpose");
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        throw new IllegalStateException("a fault, made on purpose");
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
