package maru.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import maru.domain.kv.ByteView;
import maru.domain.kv.Entry;
import maru.domain.kv.KeyView;

/**
 * Keys that are counters ({@code key0000000}, …), as those of the load generator: alike in all but their last digits, so
 * a hash that spreads badly shows. They are asked for in an order of their own, the same in every run, so that the
 * processor's caches help as little as they do a server. For one thread.
 */
public final class CounterKeys {
    private static final int LENGTH = 10;
    private static final byte[] VALUE = "v".repeat(64).getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final ByteView value = new ByteView();
    private final int count;
    private int next;

    /** So many keys, at most 10,000,000. */
    public CounterKeys(int count) {
        this.count = count;
        this.bytes = new byte[count * LENGTH];
        value.set(VALUE, 0, VALUE.length);
        int[] order = shuffled(count);
        for (int at = 0; at < count; at++) {
            write(order[at], at * LENGTH);
        }
    }

    private static int[] shuffled(int count) {
        Random random = new Random(1);
        int[] order = new int[count];
        for (int at = 0; at < count; at++) {
            int other = random.nextInt(at + 1);
            order[at] = order[other];
            order[other] = at;
        }
        return order;
    }

    private void write(int number, int at) {
        bytes[at] = 'k';
        bytes[at + 1] = 'e';
        bytes[at + 2] = 'y';
        int rest = number;
        for (int place = at + LENGTH - 1; place > at + 2; place--) {
            bytes[place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    public int count() {
        return count;
    }

    /** Lays the view over the next key, after the last one over the first again. */
    public void next(KeyView key) {
        int from = next * LENGTH;
        key.set(bytes, from, from + LENGTH);
        next = next + 1 == count ? 0 : next + 1;
    }

    /** 64 bytes, always the same object. */
    public ByteView value() {
        return value;
    }

    /** A new state of that key, with a value of 64 bytes. */
    public Entry entry(KeyView key, long version) {
        return Entry.of(key, value, version, null);
    }
}
