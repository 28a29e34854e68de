package maru.adapter.persistence.table;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code expiry}: sleeps until the next key is due and removes it, as a change like any other. Many keys that
 * are due at once go in slices, between which others get the lock.
 */
public final class Expiry {
    /** Long enough for a thread that was parked on the lock to wake up and take it. */
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final TableRepository repository;
    private final ReentrantLock lock;
    private final Thread thread;

    public Expiry(TableRepository repository) {
        this.repository = repository;
        this.lock = repository.lock;
        this.thread = new Thread(this::run, "expiry");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** No key expires any more once this returns. */
    public void stop() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What fails is tried again later: a key that can't be removed keeps no other from being so for good. */
    private void turn() throws InterruptedException {
        try {
            if (expireSome()) {
                letOthersIn();
            } else {
                awaitDue();
            }
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.error("expiry_failed", e);
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    /**
     * Removes keys that are due, some at most.
     *
     * @return whether there may be more
     */
    private boolean expireSome() {
        lock.lock();
        try {
            for (int i = 0; i < TableChanges.SLICE; i++) {
                if (!repository.expireNext()) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The lock is not fair: who took it again and again would leave nothing to those who wait for it. */
    private void letOthersIn() {
        if (lock.hasQueuedThreads()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void awaitDue() throws InterruptedException {
        lock.lock();
        try {
            for (long nanos = repository.nanosToNextDue(); nanos > 0; nanos = repository.nanosToNextDue()) {
                repository.expiryMoved.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
