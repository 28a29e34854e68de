package maru.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import maru.adapter.persistence.table.EntryTable;
import maru.domain.kv.Entry;
import maru.domain.kv.KeyView;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The table of keys, with counters as keys; an operation is one key, its hash included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EntryTableBenchmark {
    private static final int BATCH = 16;

    @Param({"10000", "1000000"})
    public int keys = 1;

    private final EntryTable table = new EntryTable();
    private final KeyView[] batch = Stream.generate(KeyView::new).limit(BATCH).toArray(KeyView[]::new);
    private CounterKeys counters = new CounterKeys(1);
    private long version;

    @Setup
    public void setUp() {
        counters = new CounterKeys(keys);
        for (int i = 0; i < keys; i++) {
            put(batch[0]);
        }
    }

    /** One after the other: each waits for what it misses in the caches. */
    @Benchmark
    public @Nullable Entry get() {
        counters.next(batch[0]);
        return table.get(batch[0]);
    }

    /** Sixteen at a time, as the requests of one read are done: their misses overlap. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int getBatch() {
        for (KeyView key : batch) {
            counters.next(key);
        }
        table.touch(batch, BATCH);
        int found = 0;
        for (KeyView key : batch) {
            found += table.get(key) == null ? 0 : 1;
        }
        if (found != BATCH) {
            throw new IllegalStateException("a key is missing");
        }
        return found;
    }

    /** Over what is there. */
    @Benchmark
    public void overwrite() {
        put(batch[0]);
    }

    private void put(KeyView key) {
        counters.next(key);
        table.put(counters.entry(key, ++version));
    }
}
