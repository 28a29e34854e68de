package maru.bootstrap.reliability.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerLaunch;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that come and go thousands of times a second, while others are served. */
class AcceptStormServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int A_SECOND = 5_000;
    private static final int SECONDS = NIGHTLY ? Integer.getInteger("maru.storm.seconds", 30) : 1;
    private static final int THREADS = 2;
    private static final int PINGERS = 10;
    private static final int PING_MILLIS = 5;
    private static final long P99_NANOS = 20_000_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long SETTLED_NANOS = 500_000_000;
    private static final long MOST_HEAP_LEFT = 2 << 20;

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    private final AtomicInteger made = new AtomicInteger();
    private volatile boolean isOver;

    @Test
    void whoIsInIsServedAndNothingIsLeftAfterwards() throws Exception {
        try (ServerProcess server = new ServerLaunch(folder).jvm("-Xmx256m").start("mem")) {
            ProcessFigures figures = new ProcessFigures(server.pid());
            storm(server.port(), A_SECOND);
            awaitNobody(server);
            LockSupport.parkNanos(SETTLED_NANOS);
            long descriptors = figures.descriptors();
            long heap = NIGHTLY ? figures.liveHeapBytes() : 0;
            List<Long> pings = new ArrayList<>();
            Thread pinger = new Thread(() -> pings.addAll(ping(server)));
            pinger.start();
            long began = System.nanoTime();
            storm(server.port(), A_SECOND * SECONDS);
            double seconds = (System.nanoTime() - began) / 1e9;
            isOver = true;
            pinger.join();
            awaitNobody(server);
            pings.sort(null);
            long p99 = pings.get(pings.size() * 99 / 100);
            System.out.printf(
                    "storm: %d connections in %.1f s; %d pings, p50 %.2f ms, p99 %.2f ms, most %.2f ms%n",
                    A_SECOND * SECONDS,
                    seconds,
                    pings.size(),
                    pings.get(pings.size() / 2) / 1e6,
                    p99 / 1e6,
                    pings.get(pings.size() - 1) / 1e6);
            awaitDescriptors(figures, descriptors);
            if (NIGHTLY) {
                long left = figures.liveHeapBytes() - heap;
                System.out.printf("storm: %d bytes of heap left%n", left);
                assertTrue(left < MOST_HEAP_LEFT, left + " bytes");
                assertTrue(p99 <= P99_NANOS, p99 + " ns");
            }
        }
    }

    /** Makes so many connections, evenly in time, and ends each at once in one of several ways. */
    private void storm(int port, int count) throws Exception {
        made.set(0);
        long began = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Thread started = new Thread(() -> comeAndGo(port, count, began));
            started.start();
            threads.add(started);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertTrue(made.get() >= count, "only " + made.get() + " connections");
    }

    private void comeAndGo(int port, int count, long began) {
        try {
            for (int number = made.getAndIncrement(); number < count; number = made.getAndIncrement()) {
                long due = began + number * (1_000_000_000L / A_SECOND);
                LockSupport.parkNanos(due - System.nanoTime());
                comeAndGo(port, number);
            }
        } catch (IOException e) {
            made.set(Integer.MIN_VALUE);
        }
    }

    /** From several addresses, since each has some 28,000 ports and needs one a minute. */
    private static void comeAndGo(int port, int number) throws IOException {
        byte[] from = {127, 0, 1, (byte) (1 + number % 100)};
        try (SocketChannel channel = SocketChannel.open()) {
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
            channel.connect(new InetSocketAddress(HERE, port));
            if (number % 2 == 0) {
                channel.write(ByteBuffer.wrap("ping<>".getBytes(StandardCharsets.US_ASCII)));
            }
            if (number % 4 < 2) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0); // a reset
            }
        }
    }

    private List<Long> ping(ServerProcess server) {
        List<Long> nanos = new ArrayList<>();
        List<FrameClient> clients = new ArrayList<>();
        try {
            for (int at = 0; at < PINGERS; at++) {
                clients.add(server.connect());
            }
            while (!isOver || nanos.isEmpty()) {
                for (FrameClient client : clients) {
                    long asked = System.nanoTime();
                    assertEquals("pong<>", client.ask("ping<>"));
                    nanos.add(System.nanoTime() - asked);
                }
                LockSupport.parkNanos(PING_MILLIS * 1_000_000L);
            }
            for (FrameClient client : clients) {
                client.close();
            }
        } catch (IOException e) {
            nanos.add(Long.MAX_VALUE);
        }
        return nanos;
    }

    private static void awaitDescriptors(ProcessFigures figures, long most) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        long left = figures.descriptors();
        while (left > most && System.nanoTime() < end) {
            LockSupport.parkNanos(PING_MILLIS * 1_000_000L);
            left = figures.descriptors();
        }
        assertTrue(left <= most, left + " descriptors, there were " + most);
    }

    private static void awaitNobody(ServerProcess server) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        String line = "";
        while (!line.equals("0 clients")) {
            assertTrue(System.nanoTime() < end, line);
            server.type("clients");
            line = server.outputLine();
            for (int rows = Integer.parseInt(line.split(" ", 2)[0]); rows > 0; rows--) {
                server.outputLine();
            }
            if (!line.startsWith("0 ")) {
                server.outputLine();
            }
        }
    }
}
