package maru.adapter.persistence.sqlite;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import maru.adapter.persistence.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Lets the start of a large store use two cores: one thread reads the file, this one takes in what was read, in order.
 * A few pieces wait at most. What fails here is thrown to the one who hands over next, or closes.
 */
final class SecondThread implements AutoCloseable {
    private static final int MOST_WAITING = 8;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "store-loader"));
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private volatile @Nullable Throwable failure;
    private @Nullable Future<?> last;

    /** Hands over a piece of work; waits while too many do. */
    void take(Work work) throws SQLException, StoreException {
        room.acquireUninterruptibly();
        rethrow();
        last = thread.submit(() -> {
            try {
                if (failure == null) {
                    work.run();
                }
            } catch (SQLException | StoreException | RuntimeException | Error e) {
                failure = e;
            } finally {
                room.release();
            }
        });
    }

    /** Returns when all that was handed over is done. */
    void finish() throws SQLException, StoreException {
        try {
            if (last != null) {
                last.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while the store was loaded");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        rethrow();
    }

    private void rethrow() throws SQLException, StoreException {
        Throwable thrown = failure;
        if (thrown instanceof SQLException e) {
            throw e;
        } else if (thrown instanceof StoreException e) {
            throw e;
        } else if (thrown instanceof Error e) {
            throw e;
        } else if (thrown != null) {
            throw new IllegalStateException(thrown);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Who has work done: {@link #take}, or {@link Work#run} at once. */
    interface Taker {
        void take(Work work) throws SQLException, StoreException;
    }

    /** What is done aside. */
    interface Work {
        void run() throws SQLException, StoreException;
    }
}
