package maru.bootstrap.reliability.clients;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Many guests on one thread of their own, which reads for them, answers pings and notes what they are told. */
final class Crowd implements Closeable {
    private static final long SELECT_MILLIS = 20;
    private static final int ENTERING_AT_ONCE = 100;

    private final int port;
    private final String prefix;
    private final Selector selector = Selector.open();
    private final byte[] bytes = new byte[1 << 16];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private final List<Guest> guests = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "crowd");
    private volatile boolean closed;

    /** @param prefix what their names begin with; a number follows */
    Crowd(int port, String prefix) throws IOException {
        this.port = port;
        this.prefix = prefix;
        thread.setDaemon(true);
        thread.start();
    }

    List<Guest> guests() {
        return guests;
    }

    /** So many more come, and have joined that room. */
    List<Guest> enter(int count, String room) throws IOException {
        return enter(count, room, 0);
    }

    /** @param receiveBytes how much their sockets take that they have not read; 0: what the system thinks */
    List<Guest> enter(int count, String room, int receiveBytes) throws IOException {
        List<Guest> all = new ArrayList<>(count);
        while (all.size() < count) {
            List<Guest> some = new ArrayList<>();
            for (int left = Math.min(ENTERING_AT_ONCE, count - all.size()); left > 0; left--) {
                some.add(connect(room, receiveBytes));
            }
            selector.wakeup();
            Await.until("all have joined " + room, () -> some.stream().allMatch(Guest::isIn));
            all.addAll(some);
        }
        return all;
    }

    private Guest connect(String room, int receiveBytes) throws IOException {
        SocketChannel channel = SocketChannel.open();
        if (receiveBytes > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
        }
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, 0);
        Guest guest = new Guest(prefix + guests.size(), room, channel, key);
        guests.add(guest);
        key.attach(guest);
        guest.readAgain();
        guest.send("login<" + guest.name() + ">leave<general>join<" + room + ">");
        return guest;
    }

    /** Each gives a sign of life. */
    void touch() throws IOException {
        for (Guest guest : guests) {
            guest.send(" ");
        }
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(key -> ((Guest) key.attachment()).read(bytes, buffer), SELECT_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Guest guest : guests) {
            guest.close();
        }
        selector.close();
    }
}
