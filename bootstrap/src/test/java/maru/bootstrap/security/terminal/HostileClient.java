package maru.bootstrap.security.terminal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A connection of which everything is kept that comes; a thread of its own reads it. */
final class HostileClient implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 40_000;

    private final Socket socket;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Thread reader = new Thread(this::read, "reader");
    private boolean ended;

    HostileClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        reader.setDaemon(true);
        reader.start();
    }

    /** False where the server has closed it. */
    boolean send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void send(String text) {
        assertTrue(send(HostileBytes.utf8(text)), "the server has closed the connection");
    }

    /** Waits until all that came so far is such. */
    void await(Predicate<String> enough) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        synchronized (received) {
            while (!enough.test(text())) {
                assertFalse(ended, () -> "closed, and before: " + text());
                assertTrue(System.nanoTime() < end, () -> "waited in vain, and so far: " + text());
                received.wait(1_000);
            }
        }
    }

    void await(String part) throws InterruptedException {
        await(text -> text.contains(part));
    }

    /** What came, a character for each byte. */
    String text() {
        synchronized (received) {
            return received.toString(StandardCharsets.ISO_8859_1);
        }
    }

    byte[] received() {
        synchronized (received) {
            return received.toByteArray();
        }
    }

    /** Goes without a goodbye: the server gets a reset. */
    void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits until the server has closed it. */
    void awaitEnd() throws InterruptedException {
        reader.join(PATIENCE_MILLIS);
        assertFalse(reader.isAlive(), "the server does not close");
    }

    private void read() {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = socket.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (received) {
                    received.write(buffer, 0, count);
                    received.notifyAll();
                }
            }
        } catch (IOException e) {
            // closed by one of the two
        }
        synchronized (received) {
            ended = true;
            received.notifyAll();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
