package maru.bootstrap.testing;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A blocking client that counts what comes and hardly looks at it. Waits 20 seconds at most for anything. */
public final class Listener implements Closeable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final byte[] buffer = new byte[1 << 16];

    public Listener(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /** Sends text as it is. */
    public void send(String raw) throws IOException {
        socket.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until what ends so has come so many times. */
    public void receive(char ending, int count) throws IOException {
        for (int left = count; left > 0; ) {
            int read = read();
            for (int at = 0; at < read; at++) {
                left -= buffer[at] == ending ? 1 : 0;
            }
        }
    }

    /** Waits for this, and takes what has come with it. */
    public void receiveUntil(String expected) throws IOException {
        StringBuilder received = new StringBuilder();
        while (!received.toString().contains(expected)) {
            received.append(new String(buffer, 0, read(), StandardCharsets.UTF_8));
        }
    }

    private int read() throws IOException {
        int read = socket.getInputStream().read(buffer);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
