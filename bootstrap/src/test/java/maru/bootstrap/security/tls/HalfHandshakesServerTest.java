package maru.bootstrap.security.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import maru.adapter.socket.testing.TestIdentity;
import maru.adapter.socket.testing.TlsSockets;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerLaunch;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that begin TLS all at once and leave it at that: others do not notice, and they are closed. */
class HalfHandshakesServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int HALVES = NIGHTLY ? 1_000 : 100;
    private static final int PINGERS = 10;
    private static final long BESIDE_NANOS = NIGHTLY ? 3_000_000_000L : 300_000_000L;
    private static final long P99_NANOS = 20_000_000;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final List<SocketChannel> halves = new ArrayList<>();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = TestIdentity.class,
            names = {"FIRST", "RSA"})
    void holdNobodyUp(TestIdentity identity) throws Exception {
        Path certificate = identity.certificateTo(folder.resolve("crt"));
        Path key = identity.keyTo(folder.resolve("key"));
        try (ServerProcess server = new ServerLaunch(folder)
                .start("mem", "--tls-cert", certificate.toString(), "--tls-key", key.toString())) {
            warmUp(server);
            report(identity + ", nobody besides", pings(server, BESIDE_NANOS));
            AtomicReference<List<Long>> beside = new AtomicReference<>(List.of());
            Thread pinger = new Thread(() -> beside.set(pings(server, BESIDE_NANOS)));
            pinger.start();
            long began = System.nanoTime();
            come(server.port());
            long came = System.nanoTime();
            try (FrameClient whole = new FrameClient(TlsSockets.connect(server.port()))) {
                System.out.printf(
                        Locale.ROOT,
                        "half handshakes: %d within %.0f ms; a whole one behind them took %.0f ms%n",
                        HALVES,
                        (came - began) / 1e6,
                        (System.nanoTime() - came) / 1e6);
                pinger.join();
                long p99 = report(identity + ", beside half handshakes", beside.get());
                assertTrue(!NIGHTLY || p99 <= P99_NANOS, p99 + " ns");
                assertEquals("pong<>", whole.ask("ping<>"));
            }
            if (NIGHTLY) {
                awaitNobody(server);
                System.out.printf(
                        Locale.ROOT, "half handshakes: all closed after %.1f s%n", (System.nanoTime() - came) / 1e9);
            }
        } finally {
            for (SocketChannel half : halves) {
                half.close();
            }
        }
    }

    /** A third send a byte, a third half of a hello, a third all of it, for which the server needs its key. */
    private void come(int port) throws Exception {
        byte[] hello = hello();
        int[] lengths = {1, hello.length / 2, hello.length};
        for (int at = 0; at < HALVES; at++) {
            halves.add(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        }
        for (int at = 0; at < HALVES; at++) {
            halves.get(at).write(ByteBuffer.wrap(hello, 0, lengths[at % lengths.length]));
        }
    }

    private static byte[] hello() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        byte[] bytes = new byte[hello.flip().remaining()];
        hello.get(bytes);
        return bytes;
    }

    private static void warmUp(ServerProcess server) throws IOException {
        for (int at = 0; at < (NIGHTLY ? 300 : 20); at++) {
            TlsSockets.connect(server.port()).close();
        }
    }

    private static List<Long> pings(ServerProcess server, long nanos) {
        List<Long> taken = new ArrayList<>();
        List<FrameClient> clients = new ArrayList<>();
        try {
            for (int at = 0; at < PINGERS; at++) {
                clients.add(server.connect());
            }
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                for (FrameClient client : clients) {
                    long asked = System.nanoTime();
                    assertEquals("pong<>", client.ask("ping<>"));
                    taken.add(System.nanoTime() - asked);
                }
                LockSupport.parkNanos(1_000_000);
            }
            for (FrameClient client : clients) {
                client.close();
            }
        } catch (IOException e) {
            taken.add(Long.MAX_VALUE);
        }
        return taken;
    }

    private static long report(String what, List<Long> pings) {
        List<Long> sorted = pings.stream().sorted().toList();
        long p99 = sorted.get(sorted.size() * 99 / 100);
        System.out.printf(
                Locale.ROOT,
                "half handshakes: %s: %d pings, p50 %.2f ms, p99 %.2f ms, most %.2f ms%n",
                what,
                sorted.size(),
                sorted.get(sorted.size() / 2) / 1e6,
                p99 / 1e6,
                sorted.get(sorted.size() - 1) / 1e6);
        assertTrue(sorted.get(sorted.size() - 1) < Long.MAX_VALUE, "a ping was not answered");
        return p99;
    }

    private static void awaitNobody(ServerProcess server) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (Statistics.of(server).figure("clients.connected") > 0) {
            assertTrue(System.nanoTime() < end, "half handshakes are not closed");
            LockSupport.parkNanos(50_000_000);
        }
    }
}
