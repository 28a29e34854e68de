package maru.adapter.socket.testing;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Clients of TLS by the JDK, who believe every certificate. */
public final class TlsSockets {
    private static final int PATIENCE_MILLIS = 20_000;

    private TlsSockets() {}

    /** Connects and handshakes. */
    public static SSLSocket connect(int port, String... protocols) throws IOException {
        return within(plain(port), protocols);
    }

    /** The same by way of that socket, which is connected. */
    public static SSLSocket within(Socket socket, String... protocols) throws IOException {
        SSLSocket secured = (SSLSocket) context().getSocketFactory().createSocket(socket, "localhost", 1, true);
        try {
            if (protocols.length > 0) {
                secured.setEnabledProtocols(protocols);
            }
            secured.startHandshake();
            return secured;
        } catch (IOException e) {
            secured.close();
            throw e;
        }
    }

    /** Offers that cipher suite alone. */
    public static SSLSocket offering(int port, String protocol, String suite) throws IOException {
        SSLSocket secured = (SSLSocket) context().getSocketFactory().createSocket(plain(port), "localhost", 1, true);
        try {
            secured.setEnabledProtocols(new String[] {protocol});
            secured.setEnabledCipherSuites(new String[] {suite});
            secured.startHandshake();
            return secured;
        } catch (IOException e) {
            secured.close();
            throw e;
        }
    }

    /** A connection without TLS, which waits 20 seconds for what it reads. */
    public static Socket plain(int port) throws IOException {
        return connected(new Socket(), port);
    }

    /** A connection that sends what it is given in pieces of random length, up to that many bytes. */
    public static Socket cut(int port, Random random, int longest) throws IOException {
        return connected(new CutSocket(random, longest), port);
    }

    /** A connection that knows what kind of record it has read last, which TLS 1.2 shows. */
    public static RecordSocket recording(int port) throws IOException {
        RecordSocket socket = new RecordSocket();
        connected(socket, port);
        return socket;
    }

    private static Socket connected(Socket socket, int port) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return socket;
    }

    private static SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Believer()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static final class CutSocket extends Socket {
        private final Random random;
        private final int longest;

        CutSocket(Random random, int longest) {
            this.random = random;
            this.longest = longest;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    int at = from;
                    while (at < from + length) {
                        int piece = Math.min(1 + random.nextInt(longest), from + length - at);
                        out.write(bytes, at, piece);
                        at += piece;
                    }
                }
            };
        }
    }

    /** See {@link #recording}. */
    public static final class RecordSocket extends Socket {
        private static final int HEADER = 5;

        private int header;
        private int left;
        private int length;
        private int type = -1;

        /** 21 for an alert, of which the last of a connection is that it is closed; 23 for data; -1 for none. */
        public int lastRecordType() {
            return type;
        }

        private void saw(int next) {
            if (header < HEADER) {
                type = header == 0 ? next : type;
                length = ((length << 8) & 0xff00) | next;
                left = ++header == HEADER ? length : 0;
            } else {
                left--;
            }
            header = header == HEADER && left == 0 ? 0 : header;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] bytes, int from, int most) throws IOException {
                    int count = super.read(bytes, from, most);
                    for (int at = from; at < from + count; at++) {
                        saw(bytes[at] & 0xff);
                    }
                    return count;
                }

                @Override
                public int read() throws IOException {
                    int next = super.read();
                    if (next >= 0) {
                        saw(next);
                    }
                    return next;
                }
            };
        }
    }

    private static final class Believer extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
