package maru.adapter.persistence.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.SqliteOptions;
import maru.adapter.persistence.Store;
import maru.adapter.persistence.Stores;
import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.kv.ByteView;
import maru.domain.kv.Entry;
import maru.domain.kv.KeyView;

/**
 * Measures the store {@code rdb} without a network, run by hand: one lane keeps so many puts of 64 bytes under way,
 * keys at random. Prints a line a second, then how long closing and loading take.
 *
 * <p>Arguments: the database, keys, puts under way, seconds.
 */
final class StoreMeasurement {
    private final Store store;
    private final Random random = new Random(1);
    private final int keys;
    private final Loop loop = new Loop();
    private final byte[] buffer = new byte[128];
    private final KeyView key = new KeyView();
    private final ByteView value = new ByteView();
    private final Reply<Entry> reply = new Again();
    private long count;
    private long slowestNanos;

    private StoreMeasurement(Store store, int keys) {
        this.store = store;
        this.keys = keys;
    }

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        int keys = Integer.parseInt(arguments[1]);
        SqliteOptions options = new SqliteOptions(file, Durability.POWER, Long.MAX_VALUE);
        Store store = open(options);
        new StoreMeasurement(store, keys).run(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        long started = System.nanoTime();
        store.close();
        print("closed after " + millisSince(started) + " ms, " + Files.size(file) + " bytes");
        for (int i = 0; i < 3; i++) {
            open(options).close();
        }
    }

    private static Store open(SqliteOptions options) throws Exception {
        long started = System.nanoTime();
        Store store = Stores.sqlite(options, new SystemTime());
        print("opened after " + millisSince(started) + " ms: "
                + store.statistics().statistics());
        return store;
    }

    private void run(int depth, int seconds) throws InterruptedException {
        store.start();
        for (int i = 0; i < depth; i++) {
            loop.execute(this::put);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long second = System.nanoTime();
        long before = 0;
        while (System.nanoTime() < end) {
            loop.tasks.take().run();
            if (System.nanoTime() - second > TimeUnit.SECONDS.toNanos(1)) {
                print((count - before) + " puts/s, slowest " + slowestNanos / 1_000 + " us, "
                        + store.statistics().statistics());
                before = count;
                slowestNanos = 0;
                second = System.nanoTime();
            }
        }
    }

    private void put() {
        int number = random.nextInt(keys);
        for (int i = 9; i >= 3; i--) {
            buffer[i] = (byte) ('0' + number % 10);
            number /= 10;
        }
        buffer[0] = 'k';
        buffer[1] = 'e';
        buffer[2] = 'y';
        long changing = count;
        for (int i = 10; i < 18; i++) {
            buffer[i] = (byte) ('a' + changing % 26);
            changing /= 26;
        }
        key.set(buffer, 0, 10);
        value.set(buffer, 10, 74);
        store.entries().put(key, value, 0, reply);
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private static void print(String line) {
        System.out.println(line);
    }

    /** The thread of main. */
    private static final class Loop implements Lane {
        final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public boolean isCurrent() {
            return true;
        }
    }

    /** Puts again when it is answered. */
    private final class Again implements Reply<Entry> {
        private final long asked = System.nanoTime();

        @Override
        public void done(Entry result) {
            count++;
            slowestNanos = Math.max(slowestNanos, System.nanoTime() - asked);
            put();
        }

        @Override
        public void refused(Refusal why) {
            throw new IllegalStateException(why.toString());
        }

        @Override
        public Reply<Entry> later() {
            return new Again();
        }

        @Override
        public Lane lane() {
            return loop;
        }
    }

    private static final class SystemTime implements TimeSource {
        @Override
        public long unixMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public long monotonicMillis() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) + 1;
        }
    }
}
