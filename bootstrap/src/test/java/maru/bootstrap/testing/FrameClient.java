package maru.bootstrap.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A blocking client that speaks frames. Waits 20 seconds at most for anything. */
public final class FrameClient implements Closeable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private long bytesLeft = Long.MAX_VALUE;

    public FrameClient(int port) throws IOException {
        this(port, null);
    }

    /** The same from another address of this machine, such as 127.0.0.2. */
    public FrameClient(int port, @Nullable InetAddress from) throws IOException {
        this(connected(port, from));
    }

    /** By way of a socket that is connected. */
    public FrameClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    private static Socket connected(int port, @Nullable InetAddress from) throws IOException {
        Socket socket = new Socket();
        if (from != null) {
            socket.bind(new InetSocketAddress(from, 0));
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return socket;
    }

    /** Sends bytes as they are. */
    public FrameClient send(String raw) throws IOException {
        socket.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The next frame as it came, without blanks before it. */
    public String frame() throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int b = read();
        while (b == '\n' || b == ' ') {
            b = read();
        }
        for (; b != '>'; b = read()) {
            frame.write(b);
            if (b == '\\') {
                frame.write(read());
            }
        }
        frame.write('>');
        return frame.toString(StandardCharsets.UTF_8);
    }

    /** So many frames. */
    public List<String> frames(int count) throws IOException {
        List<String> frames = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            frames.add(frame());
        }
        return frames;
    }

    /** Sends a request and waits for one frame. */
    public String ask(String raw) throws IOException {
        return send(raw).frame();
    }

    /** Waits for the server to close. Returns what still came before. */
    public String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Waits so long for anything from now on. */
    public void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /** Has the client read so many bytes more, wherever in a frame that is: then {@link CutException}. */
    public void cutAfter(int bytes) {
        bytesLeft = bytes;
    }

    /** Goes without a goodbye: the server gets a reset. */
    public void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private int read() throws IOException {
        if (bytesLeft-- == 0) {
            throw new CutException();
        }
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the server closed the connection");
        }
        return b;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
