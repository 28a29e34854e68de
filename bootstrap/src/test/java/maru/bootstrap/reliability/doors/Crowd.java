package maru.bootstrap.reliability.doors;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many connections that one thread looks after: what each was sent, and when the server closed it. For one thread. */
final class Crowd implements AutoCloseable {
    private final int port;
    private final Selector selector = Selector.open();
    private final List<Visitor> visitors = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(4_096);

    /** One of them. */
    final class Visitor {
        private final SocketChannel channel;
        private final StringBuilder received = new StringBuilder();
        private long closedAt;

        private Visitor(SocketChannel channel) {
            this.channel = channel;
        }

        String received() {
            return received.toString();
        }

        boolean isClosed() {
            return closedAt != 0;
        }

        /** On {@link System#nanoTime}; 0 as long as it is not. */
        long closedAt() {
            return closedAt;
        }

        void send(String bytes) {
            try {
                if (!isClosed()) {
                    channel.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
                }
            } catch (IOException e) {
                closed();
            }
        }

        /** Goes. */
        void leave() throws IOException {
            closed();
            channel.close();
        }

        private void read() {
            try {
                buffer.clear();
                int count = channel.read(buffer);
                if (count < 0) {
                    closed();
                    channel.close();
                } else {
                    received.append(new String(buffer.array(), 0, count, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                closed();
            }
        }

        private void closed() {
            closedAt = closedAt == 0 ? System.nanoTime() : closedAt;
            SelectionKey key = channel.keyFor(selector);
            if (key != null) {
                key.cancel();
            }
        }
    }

    Crowd(int port) throws IOException {
        this.port = port;
    }

    /** So many more come. */
    List<Visitor> come(int count) throws IOException {
        List<Visitor> more = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            Visitor visitor = new Visitor(channel);
            channel.register(selector, SelectionKey.OP_READ, visitor);
            more.add(visitor);
        }
        visitors.addAll(more);
        return more;
    }

    List<Visitor> all() {
        return visitors;
    }

    /** Reads what comes within that time, or until something is so. */
    void look(long millis, Condition isEnough) throws IOException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (!isEnough.holds() && System.nanoTime() < end) {
            selector.select(10);
            selector.selectedKeys().forEach(key -> ((Visitor) key.attachment()).read());
            selector.selectedKeys().clear();
        }
    }

    /** Whether to look any longer. */
    interface Condition {
        boolean holds() throws IOException;
    }

    @Override
    public void close() throws IOException {
        for (Visitor visitor : visitors) {
            visitor.channel.close();
        }
        selector.close();
    }
}
