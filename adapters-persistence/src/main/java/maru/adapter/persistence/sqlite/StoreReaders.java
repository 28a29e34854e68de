package maru.adapter.persistence.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import maru.adapter.persistence.StoreException;
import maru.application.port.Reply;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads {@code store-reader-1} and {@code -2}, each with a connection that can't write, for what memory does not
 * have. A question is one statement, and no transaction is left open behind it: a checkpoint would wait for that.
 */
final class StoreReaders {
    private static final Logger LOG = LoggerFactory.getLogger(StoreReaders.class);
    private static final int THREADS = 2;
    private static final int MAX_WAITING = 1_000;
    private static final long MAX_CLOSING_MILLIS = 1_000;

    private static final Refusal BUSY =
            new Refusal(RefusalCode.BUSY, MAX_WAITING + " questions wait for the disk already: try again");
    private static final Refusal STOPPING = new Refusal(RefusalCode.SHUTTING_DOWN, "the server is stopping");
    private static final Refusal FAILED =
            new Refusal(RefusalCode.INTERNAL, "the store could not read this; the operator's log says why");

    private final Path file;
    private final ExecutorService threads;
    private final Semaphore places = new Semaphore(MAX_WAITING);

    /** One for each connection in use. */
    private final Semaphore connections = new Semaphore(THREADS);

    private volatile boolean isDropping;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    StoreReaders(Path file) {
        this.file = file;
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = work -> new Thread(work, "store-reader-" + number.incrementAndGet());
        this.threads = Executors.newFixedThreadPool(THREADS, factory);
    }

    /** Has a question answered by the file: at once, where too many wait, or later. */
    <T> void ask(Query<T> query, Reply<T> reply) {
        if (!places.tryAcquire()) {
            reply.refused(BUSY);
            return;
        }
        Reply<T> kept = reply.later();
        try {
            threads.execute(() -> {
                places.release();
                answer(query, kept);
            });
        } catch (RejectedExecutionException e) {
            places.release();
            give(kept, () -> kept.refused(STOPPING));
        }
    }

    private <T> void answer(Query<T> query, Reply<T> reply) {
        if (isDropping) {
            give(reply, () -> reply.refused(STOPPING));
            return;
        }
        T found;
        try {
            found = read(query);
        } catch (SQLException
                | StoreException
                | RuntimeException
                | LinkageError
                | AssertionError
                | StackOverflowError e) {
            LOG.error("read_failed", e);
            give(reply, () -> reply.refused(FAILED));
            return;
        }
        give(reply, () -> reply.done(found));
    }

    private static void give(Reply<?> reply, Runnable answer) {
        try {
            reply.lane().execute(answer);
        } catch (RejectedExecutionException e) {
            LOG.debug("answer_dropped: its lane has ended");
        }
    }

    private <T> T read(Query<T> query) throws SQLException, StoreException {
        connections.acquireUninterruptibly();
        Connection connection = null;
        try {
            connection = connect();
            T found = query.read(connection);
            idle.add(connection);
            return found;
        } catch (SQLException | StoreException | RuntimeException | Error e) {
            close(connection);
            throw e;
        } finally {
            connections.release();
        }
    }

    private Connection connect() throws SQLException {
        Connection found = idle.poll();
        return found == null ? SqliteFile.connect(file, true) : found;
    }

    /**
     * Has no connection open for a moment. After a fault whoever opens the file next finds out which of its log is
     * sound, and does so only where nobody has it open still.
     */
    void disconnect() {
        connections.acquireUninterruptibly(THREADS);
        try {
            for (Connection left = idle.poll(); left != null; left = idle.poll()) {
                close(left);
            }
        } finally {
            connections.release(THREADS);
        }
    }

    /** Answers what it can in a moment, and nothing any more. */
    void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(MAX_CLOSING_MILLIS, TimeUnit.MILLISECONDS)) {
                isDropping = true;
                threads.shutdownNow().forEach(Runnable::run);
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        disconnect();
    }

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.warn("close_failed error={}", e.getMessage());
        }
    }

    /** What is asked. */
    interface Query<T> {
        T read(Connection connection) throws SQLException, StoreException;
    }
}
