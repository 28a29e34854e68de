package maru.adapter.socket.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client at a real socket, which waits for what it reads. Text is ISO 8859-1 here, so that each char is a byte. */
final class SocketClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();

    SocketClient(InetSocketAddress server) throws IOException {
        this(server, "127.0.0.1");
    }

    /** Comes from that address of the machine. */
    SocketClient(InetSocketAddress server, String from) throws IOException {
        socket.bind(new InetSocketAddress(from, 0));
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(server);
    }

    SocketClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Sends nothing more, and still reads. */
    void shutOutput() throws IOException {
        socket.shutdownOutput();
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    InputStream input() throws IOException {
        return socket.getInputStream();
    }

    /** The next thing to be read is exactly this. */
    void expect(String expected) throws IOException {
        byte[] bytes = input().readNBytes(expected.length());
        assertEquals(expected, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** What is up to the next {@code >}, which is not escaped here. */
    String readFrame() throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int next = input().read();
        while (next != -1 && next != '>') {
            frame.write(next);
            next = input().read();
        }
        return frame.toString(StandardCharsets.ISO_8859_1);
    }

    /** All that comes until the server closes. */
    String readToEnd() throws IOException {
        return new String(input().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
