package maru.bootstrap;

import java.util.function.LongSupplier;

/**
 * What the start leaves behind in the heap: some 20 MB, collected before the first client comes. Clients then live in
 * memory that the process has touched already, instead of as much that it has not. Where a large store was loaded
 * nothing is done: that would take longer than it is worth.
 */
final class StartGarbage {
    /** A collection of so much takes about 15 ms. */
    static final long MOST_BYTES = 48L << 20;

    private StartGarbage() {}

    static void collect() {
        Runtime runtime = Runtime.getRuntime();
        collect(() -> runtime.totalMemory() - runtime.freeMemory(), runtime::gc);
    }

    static void collect(LongSupplier usedBytes, Runnable collection) {
        if (usedBytes.getAsLong() <= MOST_BYTES) {
            collection.run();
        }
    }
}
