package maru.adapter.persistence.sqlite;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.table.EntryTables;
import maru.benchmarks.CounterKeys;
import maru.benchmarks.FixedTime;
import maru.benchmarks.UnheardReply;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The journal without its file: puts of 64 bytes on their way to a row. An operation is one put. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class JournalBenchmark {
    private static final int PUTS = 1_000;
    private static final int KEYS = 10_000;

    private final Journal journal = new Journal(new ReentrantLock());
    private final SqliteEntryRepository repository =
            new SqliteEntryRepository(journal, new EntryTables(), new FixedTime(), Long.MAX_VALUE);
    private final CounterKeys keys = new CounterKeys(KEYS);
    private final KeyView key = new KeyView();
    private final UnheardReply<Entry> reply = new UnheardReply<>();
    private List<JournalRecord> queued = List.of();
    private long row;

    @Setup
    public void setUp() {
        queued = putAndTake();
        if (queued.size() != PUTS) {
            throw new IllegalStateException(queued.size() + " records of " + PUTS + " puts");
        }
    }

    /** Records that are there, to bytes with their checksum. */
    @Benchmark
    @OperationsPerInvocation(PUTS)
    public byte @Nullable [] encode() {
        return Batch.next(queued, 0).encode(++row);
    }

    /** All that a put costs but the commit: table, record, queue, bytes, and that it is safe then. */
    @Benchmark
    @OperationsPerInvocation(PUTS)
    public byte @Nullable [] put() {
        List<JournalRecord> taken = putAndTake();
        byte[] bytes = Batch.next(taken, 0).encode(++row);
        journal.settle(taken);
        return bytes;
    }

    private List<JournalRecord> putAndTake() {
        for (int i = 0; i < PUTS; i++) {
            keys.next(key);
            repository.put(key, keys.value(), 0, reply);
        }
        return journal.take(0);
    }
}
