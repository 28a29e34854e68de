package maru.bootstrap.security.guess;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import maru.bootstrap.testing.FrameClient;

/** Somebody else, who pings from a thread of its own all the while. */
final class Pings implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final FrameClient client;
    private final Thread thread = new Thread(this::run, "pings");
    private long[] nanos = new long[1 << 12];
    private int count;
    private volatile boolean isOver;
    private volatile String failure = "";

    Pings(int port) throws IOException {
        client = new FrameClient(port);
        thread.start();
    }

    private void run() {
        try {
            while (!isOver) {
                long began = System.nanoTime();
                String answer = client.ask("ping<>");
                if (!answer.equals("pong<>")) {
                    throw new IOException(answer);
                }
                add(System.nanoTime() - began);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            failure = e.toString();
        }
    }

    private void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = took;
    }

    /** Ends, and returns how long pings took, sorted. */
    long[] finish() throws Exception {
        isOver = true;
        thread.join();
        if (!failure.isEmpty()) {
            throw new IOException(failure);
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** In milliseconds: so many of a thousand took no longer. */
    static double millis(long[] sorted, int perMille) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) sorted.length * perMille / 1_000)] / 1e6;
    }

    @Override
    public void close() throws IOException {
        isOver = true;
        client.close();
    }
}
