package maru.bootstrap.reliability.disk;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import maru.bootstrap.testing.ServerProcess;

/** Clients that ask and listen, a thread each, until they are told to end. */
final class Load implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new CopyOnWriteArrayList<>();
    private volatile boolean isEnding;

    /** Starts a client. */
    Load with(Callable<?> client) {
        running.add(threads.submit(client));
        return this;
    }

    /** Whether clients are to end. */
    boolean isEnding() {
        return isEnding;
    }

    /** Waits for something, for as long as no client has failed that was not to end. */
    void await(String what, int seconds, BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            for (Future<?> client : running) {
                if (client.isDone() && !isEnding) {
                    client.get();
                }
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("no " + what + " within " + seconds + " s");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Goes on for that long. */
    void goOn(long millis) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        await("end", Integer.MAX_VALUE, () -> System.nanoTime() - end >= 0);
    }

    /** Ends all clients, and throws what one of them has thrown. */
    void end() throws Exception {
        isEnding = true;
        for (Future<?> client : running) {
            client.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        running.clear();
    }

    /** Kills the server, and waits for all clients to find out. */
    void endWithKill(ServerProcess server) throws Exception {
        isEnding = true;
        server.kill();
        for (Future<?> client : running) {
            try {
                client.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof IOException)) {
                    throw e;
                }
            }
        }
        running.clear();
    }

    @Override
    public void close() {
        isEnding = true;
        threads.shutdownNow();
    }
}
