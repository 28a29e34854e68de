package maru.bootstrap.security.forging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads all that comes with the small parser of the README, or lines, in a thread of its own, and sorts it by what it is.
 * Bytes are handed about as strings, a character for each byte.
 */
final class Receiver implements AutoCloseable {
    /** What a person is shown of a room, in its order. */
    static final String ROOM = "room";

    static final String WHISPER = "whisper";
    static final String NOTICE = "notice";
    private static final String END = "end";
    private static final int PATIENCE_SECONDS = 30;

    private final Socket socket;
    private final InputStream in;
    private final Map<String, BlockingQueue<List<String>>> received = new ConcurrentHashMap<>();

    private Receiver(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /** A program. What it gets is sorted by the names of the frames. */
    static Receiver ofFrames(int port) throws IOException {
        Receiver receiver = new Receiver(port);
        receiver.start(() -> {
            List<String> frame = receiver.frame();
            receiver.sort(frame.remove(0), frame);
        });
        return receiver;
    }

    /**
     * A person of that name. What it is shown is sorted by the beginnings that docs/protocol.md names.
     *
     * @param peer who whispers
     */
    static Receiver ofLines(int port, String name, String peer) throws IOException {
        Receiver receiver = new Receiver(port);
        receiver.send(name + "\n");
        receiver.start(() -> {
            String line = receiver.line();
            String kind = line.startsWith("* NOTICE: ")
                    ? NOTICE
                    : line.startsWith(peer + " -> " + name + " : ") ? WHISPER : ROOM;
            receiver.sort(kind, List.of(line));
        });
        return receiver;
    }

    private interface Reading {
        void read() throws IOException;
    }

    private void start(Reading reading) {
        Thread thread = new Thread(() -> run(reading), "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Reading reading) {
        try {
            while (true) {
                reading.read();
            }
        } catch (IOException e) {
            sort(END, List.of(e.toString()));
        }
    }

    private void sort(String kind, List<String> what) {
        received.computeIfAbsent(kind, any -> new LinkedBlockingQueue<>()).add(what);
    }

    void send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The next of that kind. */
    List<String> next(String kind) throws InterruptedException {
        List<String> next = received.computeIfAbsent(kind, any -> new LinkedBlockingQueue<>())
                .poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(next, () -> "no " + kind + ", but " + rest());
        return next;
    }

    /** The next of that kind is so. */
    void expect(String kind, String... fields) throws InterruptedException {
        assertEquals(List.of(fields), next(kind), kind);
    }

    /** What nobody has asked for yet. */
    Map<String, List<List<String>>> rest() {
        Map<String, List<List<String>>> rest = new TreeMap<>();
        received.forEach((kind, queue) -> {
            if (!queue.isEmpty()) {
                rest.put(kind, List.copyOf(queue));
            }
        });
        return rest;
    }

    private List<String> frame() throws IOException {
        List<String> frame = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int b = read(); b != '>'; b = read()) {
            if (b == '<' || b == ',') {
                frame.add(field.toString());
                field.setLength(0);
            } else {
                field.append((char) (b == '\\' ? read() : b));
            }
        }
        frame.add(field.toString());
        return frame;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = read(); b != '\n'; b = read()) {
            line.append((char) b);
        }
        return line.toString();
    }

    private int read() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new IOException("the server closed the connection");
        }
        return b;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
