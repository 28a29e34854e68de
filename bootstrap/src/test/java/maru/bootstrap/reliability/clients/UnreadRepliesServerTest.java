package maru.bootstrap.reliability.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import maru.bootstrap.testing.FrameClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that asks and asks and reads nothing: the server stops reading it, and others notice nothing. */
final class UnreadRepliesServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int REQUESTS = NIGHTLY ? 1_000_000 : 200_000;
    private static final int PINGS = NIGHTLY ? 5_000 : 200;
    private static final String VALUE = "v".repeat(1_000);
    private static final int REPLY_BYTES = "value<>".length() + VALUE.length();

    /** What may wait, and what one turn may add: the replies to a batch of requests. */
    private static final int WAITING = (64 << 10) + 16 * REPLY_BYTES;

    /** What the system takes on the way to who reads nothing, generously; it would be 4 MB if it was not told better. */
    private static final int SOCKET_BYTES = 1 << 20;

    private static final int MEMORY_BYTES = 16 << 20;
    private static final int IDLE_MILLIS = 1_000;

    @TempDir
    Path folder;

    @Test
    void itIsNotReadFromAndOthersAreServed() throws Exception {
        try (ServerGauge server = ServerGauge.start(folder, "-Xmx256m", "mem");
                FrameClient other = server.process().connect()) {
            other.ask("put<k," + VALUE + ">");
            Latencies alone = ping(other);
            long before = server.memoryInUse();
            long doneBefore = server.figure("requests");
            try (SocketChannel asking = connect(server.port())) {
                long asked = ask(asking);
                long done = server.figure("requests") - doneBefore;
                long grown = server.memoryInUse() - before;
                assertTrue(done * REPLY_BYTES < SOCKET_BYTES + WAITING, done + " of " + asked + " were done");
                assertTrue(waiting(server) <= WAITING, waiting(server) + " bytes wait");
                assertTrue(grown < MEMORY_BYTES, grown + " bytes");

                long figured = server.figure("requests");
                Latencies beside = ping(other);
                assertEquals(
                        figured + PINGS,
                        server.figure("requests"),
                        "requests are done that nobody reads the answers of");
                System.out.printf(
                        "asked=%d done=%d waiting_bytes=%d memory_grown=%d ping_p99_ms alone=%.2f beside=%.2f%n",
                        asked, done, waiting(server), grown, alone.percentile(99), beside.percentile(99));
                restsMeanwhile(server);
                if (NIGHTLY) { // it takes ten seconds
                    Await.until("it is closed as slow", () -> server.figure("clients.slow") == 1);
                }
            }
            assertEquals("pong<>", other.ask("ping<>"));
        }
    }

    @Test
    void whoReadsOnGetsEveryReplyInItsPlace() throws Exception {
        int count = NIGHTLY ? 200_000 : 20_000;
        try (ServerGauge server = ServerGauge.start(folder, "-Xmx256m", "mem");
                FrameClient asking = server.process().connect()) {
            asking.ask("put<k," + VALUE + ">");
            Thread writer = new Thread(() -> askAndCount(asking, count));
            writer.start();
            Await.until("the server reads no more", () -> {
                long done = server.figure("requests");
                Thread.sleep(200);
                return done > 1 && server.figure("requests") == done;
            });
            for (int number = 1; number <= count; number++) {
                assertEquals("value<" + VALUE + ">", asking.frame());
                assertEquals("value<" + number + ">", asking.frame());
            }
            writer.join();
            assertEquals(0, server.figure("clients.slow"));
        }
    }

    private static void askAndCount(FrameClient asking, int count) {
        try {
            for (int left = count; left > 0; left -= 100) {
                asking.send("get<k>add<n,1>".repeat(100));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SocketChannel connect(int port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        return channel;
    }

    /** Sends all, or until nothing was taken for a second; returns how many were sent whole. */
    private static long ask(SocketChannel channel) throws Exception {
        byte[] request = "get<k>".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer some = ByteBuffer.wrap("get<k>".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
        long sent = 0;
        long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        while (sent < (long) REQUESTS * request.length && System.nanoTime() - end < 0) {
            int taken = channel.write(some);
            sent += taken;
            if (taken > 0) {
                end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            } else {
                Thread.sleep(1);
            }
            if (!some.hasRemaining()) {
                some.clear();
            }
        }
        return sent / request.length;
    }

    private static Latencies ping(FrameClient client) throws IOException {
        Latencies latencies = new Latencies();
        for (int count = 0; count < PINGS; count++) {
            long start = System.nanoTime();
            assertEquals("pong<>", client.ask("ping<>"));
            latencies.add(System.nanoTime() - start);
        }
        return latencies;
    }

    /** The highest figure of bytes that wait for a client. */
    private static long waiting(ServerGauge server) throws IOException {
        return server.waiting().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    /** A loop that tries again and again to send, or to read, takes a whole core. */
    private static void restsMeanwhile(ServerGauge server) throws Exception {
        long before = server.processorMillis();
        Thread.sleep(IDLE_MILLIS);
        long used = server.processorMillis() - before;
        assertTrue(used < IDLE_MILLIS * 3 / 4, used + " ms of " + IDLE_MILLIS);
    }
}
