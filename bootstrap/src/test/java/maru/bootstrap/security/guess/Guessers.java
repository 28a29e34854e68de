package maru.bootstrap.security.guess;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Connections from addresses of their own, which log in and count what they are answered. For one thread. */
final class Guessers implements Closeable {
    private static final int MOST_ADDRESSES = 60_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(Boolean.getBoolean("maru.nightly") ? 600 : 50);

    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private final Map<String, Integer> codes = new TreeMap<>();
    private final Map<String, Integer> details = new TreeMap<>();
    private long sent;
    private long answered;

    /** One connection from each of so many addresses, 127.5.0.1 and those behind it. */
    Guessers(int port, int addresses) throws IOException {
        if (addresses > MOST_ADDRESSES) {
            throw new IllegalArgumentException(addresses + " addresses");
        }
        for (int number = 0; number < addresses; number++) {
            SocketChannel channel = SocketChannel.open();
            channels.add(channel);
            channel.bind(new InetSocketAddress(address(number), 0));
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, "");
        }
    }

    private static InetAddress address(int number) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 5, (byte) (number / 250), (byte) (1 + number % 250)});
    }

    /** A login with a password from the address of that number. Does not wait. */
    void login(int from, String name, String password) throws IOException {
        ByteBuffer frame = ByteBuffer.wrap(("login<" + name + "," + password + ">").getBytes(StandardCharsets.UTF_8));
        SocketChannel channel = channels.get(from);
        while (frame.hasRemaining()) {
            if (channel.write(frame) == 0) {
                read(1);
            }
        }
        sent++;
    }

    /** Reads what is there, and waits so long for something. */
    void read(long millis) throws IOException {
        selector.select(millis);
        for (SelectionKey key : selector.selectedKeys()) {
            buffer.clear();
            int count = ((SocketChannel) key.channel()).read(buffer);
            if (count < 0) {
                throw new EOFException("the server closed a connection");
            }
            String text = key.attachment() + new String(buffer.array(), 0, count, StandardCharsets.UTF_8);
            String[] frames = text.split(">", -1);
            for (int at = 0; at < frames.length - 1; at++) {
                answer(frames[at]);
            }
            key.attach(frames[frames.length - 1]);
        }
        selector.selectedKeys().clear();
    }

    private void answer(String frame) {
        if (!frame.startsWith("error<")) {
            throw new AssertionError(frame);
        }
        int comma = frame.indexOf(',');
        codes.merge(frame.substring("error<".length(), comma), 1, Integer::sum);
        details.merge(frame.substring(comma + 1).replaceAll("in \\d+ seconds?$", "in N seconds"), 1, Integer::sum);
        answered++;
    }

    /** Reads until everything is answered. */
    void awaitAnswers() throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (answered < sent) {
            if (System.nanoTime() > end) {
                throw new IOException(answered + " answers to " + sent + " logins");
            }
            read(100);
        }
    }

    /** How often that code was answered. */
    int count(String code) {
        return codes.getOrDefault(code, 0);
    }

    /** How often each sentence was answered, numbers of seconds apart. */
    Map<String, Integer> details() {
        return details;
    }

    long sent() {
        return sent;
    }

    @Override
    public String toString() {
        return sent + " logins: " + codes;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
