package maru.adapter.persistence.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import maru.application.port.Reply;
import maru.application.port.out.PasswordHasher;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hashes passwords with Argon2id on two threads, {@code password-1} and {@code password-2}: each hash under way takes
 * 19 MiB, and with no more than two the event loops keep their cores.
 */
public final class Argon2PasswordHasher implements PasswordHasher, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Argon2PasswordHasher.class);

    static final int THREADS = 2;
    static final int MAX_WAITING = 100;

    /** A thread that has nothing to do for so long ends, and its memory goes. */
    private static final long IDLE_SECONDS = 60;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private static final Refusal BUSY = new Refusal(
            RefusalCode.BUSY, MAX_WAITING + " passwords, the most that may be, wait to be checked: try again");
    private static final Refusal STOPPING = new Refusal(RefusalCode.SHUTTING_DOWN, "the server is stopping");
    private static final Refusal FAILED = new Refusal(RefusalCode.INTERNAL, "the password can't be checked");

    private final Hashing hashing;
    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger threads = new AtomicInteger();

    /** Of those who work and those who wait. */
    private final Semaphore places = new Semaphore(THREADS + MAX_WAITING);

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::newThread);

    /** Starts its threads when they are needed. */
    public Argon2PasswordHasher() {
        this(new Argon2id());
    }

    Argon2PasswordHasher(Hashing hashing) {
        this.hashing = hashing;
        executor.allowCoreThreadTimeOut(true);
    }

    private Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "password-" + threads.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void hash(byte[] password, Reply<String> reply) {
        execute(() -> hash(password), reply);
    }

    @Override
    public void verify(byte[] password, @Nullable String hash, Reply<Boolean> reply) {
        execute(() -> verify(password, hash), reply);
    }

    private String hash(byte[] password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = new byte[HASH_BYTES];
        hashing.derive(Argon2Cost.DEFAULT, salt, password, hash);
        return new Argon2Hash(Argon2Cost.DEFAULT, salt, hash).phc();
    }

    private boolean verify(byte[] password, @Nullable String expected) {
        if (expected == null) {
            hashing.derive(Argon2Cost.DEFAULT, new byte[SALT_BYTES], password, new byte[HASH_BYTES]);
            return false;
        }
        Argon2Hash right = Argon2Hash.parse(expected);
        byte[] found = new byte[right.hash.length];
        hashing.derive(right.cost, right.salt, password, found);
        return MessageDigest.isEqual(right.hash, found);
    }

    private <T> void execute(Supplier<T> work, Reply<T> reply) {
        if (executor.isShutdown()) {
            reply.refused(STOPPING);
        } else if (!places.tryAcquire()) {
            reply.refused(BUSY);
        } else {
            Task<T> task = new Task<>(work, reply.later());
            try {
                executor.execute(task);
            } catch (RejectedExecutionException e) {
                task.refuse(STOPPING);
            }
        }
    }

    /** Refuses what waits; what is under way is not waited for. */
    @Override
    public void close() {
        executor.shutdownNow().forEach(waiting -> ((Task<?>) waiting).refuse(STOPPING));
    }

    private final class Task<T> implements Runnable {
        private final Supplier<T> work;
        private final Reply<T> reply;

        Task(Supplier<T> work, Reply<T> reply) {
            this.work = work;
            this.reply = reply;
        }

        @Override
        public void run() {
            T result;
            try {
                result = work.get();
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                LOG.error("password_hash_failed", e);
                refuse(FAILED);
                return;
            }
            answer(() -> reply.done(result));
        }

        void refuse(Refusal why) {
            answer(() -> reply.refused(why));
        }

        private void answer(Runnable answer) {
            places.release();
            try {
                reply.lane().execute(answer);
            } catch (RejectedExecutionException e) {
                LOG.debug("password_answer_dropped: its lane has ended");
            }
        }
    }
}
