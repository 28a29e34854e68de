package maru.bootstrap.reliability.clients;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import maru.bootstrap.testing.Frame;
import org.jspecify.annotations.Nullable;

/** One client of a {@link Crowd}: a guest in one room. It is read on the crowd's thread, and may be asked from any. */
final class Guest {
    private static final byte[] NOTHING = {};
    private static final byte[] PING = "ping<>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGE = "message<".getBytes(StandardCharsets.US_ASCII);

    private final String name;
    private final String room;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Map<String, Integer> exits = new ConcurrentHashMap<>();
    private byte[] rest = NOTHING;
    private @Nullable Latencies latencies;
    private volatile boolean isIn;
    private volatile boolean hasEnded;
    private volatile boolean counts = true;
    private volatile long messages;
    private volatile long lastId;
    private volatile @Nullable Frame bye;
    private volatile @Nullable String wrong;
    private volatile String token = "";
    private volatile long firstExitAt;
    private volatile long lastExitAt;

    Guest(String name, String room, SocketChannel channel, SelectionKey key) {
        this.name = name;
        this.room = room;
        this.channel = channel;
        this.key = key;
    }

    String name() {
        return name;
    }

    /** What resumes it. */
    String token() {
        return token;
    }

    /** Whether it has joined its room. */
    boolean isIn() {
        return isIn;
    }

    /** Whether its connection has ended, and it has read all there was before. */
    boolean hasEnded() {
        return hasEnded;
    }

    /** How many messages it was pushed. */
    long messages() {
        return messages;
    }

    /** Id of the newest message that it was pushed, 0 if there was none. */
    long lastId() {
        return lastId;
    }

    /** The server's goodbye, if it came. */
    @Nullable Frame bye() {
        return bye;
    }

    /** What it got that it should not have got, or null. */
    @Nullable String wrong() {
        return wrong;
    }

    /** How often it was told of whom that he left the room. */
    Map<String, Integer> exits() {
        return exits;
    }

    /** When it was first told that somebody left, on {@link System#nanoTime}. */
    long firstExitAt() {
        return firstExitAt;
    }

    /** When it was last told that somebody left. */
    long lastExitAt() {
        return lastExitAt;
    }

    /** From now on it throws away unseen what it reads: it costs little, and has to be touched instead of answering pings. */
    void skim() {
        counts = false;
    }

    /** Notes how old messages are that begin with a time. */
    void measure(Latencies into) {
        latencies = into;
    }

    /** Reads nothing from now on. */
    void stopReading() {
        key.interestOps(0);
    }

    void readAgain() {
        key.interestOps(SelectionKey.OP_READ);
        key.selector().wakeup();
    }

    /** Sends something short at once. */
    void send(String frames) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(frames.getBytes(StandardCharsets.UTF_8));
        synchronized (channel) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /** Says something in its room. */
    void say(String text) throws IOException {
        send("say<" + room + "," + text + ">");
    }

    void close() throws IOException {
        channel.close();
    }

    /**
     * Reads what there is.
     *
     * @param buffer around these bytes
     */
    void read(byte[] bytes, ByteBuffer buffer) {
        try {
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                end();
            } else if (counts) {
                take(bytes, count);
            }
        } catch (IOException e) {
            end();
        }
    }

    private void end() {
        hasEnded = true;
        key.cancel();
    }

    private void take(byte[] bytes, int count) throws IOException {
        byte[] all = bytes;
        int to = count;
        if (rest.length > 0) {
            all = new byte[rest.length + count];
            System.arraycopy(rest, 0, all, 0, rest.length);
            System.arraycopy(bytes, 0, all, rest.length, count);
            to = all.length;
        }
        int begin = 0;
        for (int at = 0; at < to; at++) {
            if (all[at] == '>') {
                frame(all, begin, at + 1);
                begin = at + 1;
            }
        }
        rest = begin == to ? NOTHING : Arrays.copyOfRange(all, begin, to);
    }

    private void frame(byte[] bytes, int from, int to) throws IOException {
        if (startsWith(bytes, from, to, MESSAGE)) {
            message(bytes, from + MESSAGE.length, to);
        } else if (startsWith(bytes, from, to, PING)) {
            send("pong<>");
        } else {
            other(Frame.of(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
        }
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] begin) {
        if (to - from < begin.length) {
            return false;
        }
        for (int at = 0; at < begin.length; at++) {
            if (bytes[from + at] != begin[at]) {
                return false;
            }
        }
        return true;
    }

    /** {@code room,id,time,from,text>}: ids have no gaps. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void message(byte[] bytes, int from, int to) {
        int idAt = behindComma(bytes, from, to);
        long id = number(bytes, idAt);
        if (lastId != 0 && id != lastId + 1) {
            wrong = "message " + id + " behind " + lastId;
        }
        lastId = id;
        messages++;
        if (latencies != null) {
            int at = idAt;
            for (int field = 0; field < 3; field++) {
                at = behindComma(bytes, at, to);
            }
            latencies.add(System.nanoTime() - number(bytes, at));
        }
    }

    private static int behindComma(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != ',') {
            at++;
        }
        return at + 1;
    }

    private static long number(byte[] bytes, int from) {
        long number = 0;
        for (int at = from; at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }

    private void other(Frame frame) {
        switch (frame.name()) {
            case "welcome" -> token = frame.text(2);
            case "joined" -> isIn |= frame.text(0).equals(room);
            case "exited" -> exited(frame.text(0), frame.text(1));
            case "bye" -> bye = frame;
            case "error" -> wrong = frame.toString();
            default -> {}
        }
    }

    private void exited(String where, String whom) {
        if (!where.equals(room)) {
            return;
        }
        lastExitAt = System.nanoTime();
        if (exits.isEmpty()) {
            firstExitAt = lastExitAt;
        }
        exits.merge(whom, 1, Integer::sum);
    }
}
