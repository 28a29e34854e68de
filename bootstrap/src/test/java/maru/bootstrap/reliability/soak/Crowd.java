package maru.bootstrap.reliability.soak;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Connections of one thread: it opens them and reads what has come. */
final class Crowd implements Closeable {
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final InetSocketAddress server;

    Crowd(int port) throws IOException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    void open(Visitor visitor) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, visitor);
        visitor.connectedBy(channel);
    }

    /** Waits so long for something to read, and has it read. */
    void read(long millis) throws IOException {
        selector.select(
                key -> {
                    Visitor visitor = (Visitor) key.attachment();
                    if (!read((SocketChannel) key.channel(), visitor)) {
                        visitor.ended();
                    }
                },
                millis);
    }

    /** Returns false at the end. */
    private boolean read(SocketChannel channel, Visitor visitor) {
        try {
            buffer.clear();
            int read = channel.read(buffer);
            if (read < 0) {
                channel.close();
                return false;
            }
            buffer.flip();
            visitor.received(buffer);
            return true;
        } catch (IOException e) { // a reset
            try {
                channel.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
