package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import maru.adapter.persistence.sqlite.FaultyDisk.Outcome;
import maru.application.testing.EntryClient;
import maru.application.testing.RecordingReply;
import maru.application.testing.SettableTime;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.kv.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;

/** Several threads write while the disk fails again and again. */
class FaultStreamTest {
    private static final int THREADS = 4;
    private static final int FAULTS = 2;

    private final SettableTime time = new SettableTime();
    private final AtomicBoolean isOver = new AtomicBoolean();

    @TempDir
    Path directory;

    @Test
    void whatWasAnsweredIsWhatIsThereAfterRefusals() throws Exception {
        Counts counts = run(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);

        assertEquals(0, counts.uncertain);
        assertEquals(counts.done, counts.found);
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void whatWasAnsweredIsThereAfterUncertainCommits(Outcome outcome) throws Exception {
        Counts counts = run(SQLiteErrorCode.SQLITE_IOERR_FSYNC, outcome);

        assertTrue(counts.uncertain > 0);
        assertTrue(counts.found >= counts.done && counts.found <= counts.done + counts.uncertain);
        if (outcome == Outcome.LOST) {
            assertEquals(counts.done, counts.found);
        }
    }

    private Counts run(SQLiteErrorCode code, Outcome outcome) throws Exception {
        Path file = directory.resolve("maru.db");
        FaultyDisk disk = new FaultyDisk(file);
        Counts counts = new Counts();
        Map<String, String> content;
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (StoreUnderTest store = StoreUnderTest.open(file, time, disk)) {
            List<Future<Counts>> writers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                EntryClient client = store.client(i + 1);
                writers.add(threads.submit(i % 2 == 0 ? () -> add(client) : () -> compareAndSet(client)));
            }
            for (int i = 0; i < FAULTS; i++) {
                long failed = store.figure("store.failed-commits");
                disk.failWith(code, outcome);
                while (store.figure("store.failed-commits") == failed) {
                    Thread.onSpinWait();
                }
                disk.heal();
                long commits = store.figure("store.commits");
                while (store.figure("store.commits") < commits + 20) {
                    Thread.onSpinWait();
                }
            }
            isOver.set(true);
            for (Future<Counts> writer : writers) {
                counts.add(writer.get());
            }
            content = store.content();
            counts.found = number(store, "added") + number(store, "compared");
            checkVersions(store.listener.changes());
        } finally {
            threads.shutdown();
        }
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            assertEquals(content, store.content());
        }
        return counts;
    }

    /** Each key's changes in the order of their versions. */
    private static void checkVersions(List<Entry> changes) {
        for (String key : List.of("added", "compared")) {
            long last = 0;
            for (Entry change : changes) {
                if (EntryClient.keyOf(change).equals(key)) {
                    assertTrue(change.version() > last);
                    last = change.version();
                }
            }
        }
    }

    private static long number(StoreUnderTest store, String key) {
        return Long.parseLong(EntryClient.valueOf(store.client(1).get(key).value()));
    }

    private Counts add(EntryClient client) {
        Counts counts = new Counts();
        while (!isOver.get()) {
            List<RecordingReply<Entry>> replies = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                replies.add(client.add("added", 1));
            }
            replies.forEach(counts::count);
        }
        return counts;
    }

    private Counts compareAndSet(EntryClient client) {
        Counts counts = new Counts();
        while (!isOver.get()) {
            RecordingReply<Entry> found = client.get("compared");
            long version = found.isNone() ? 0 : found.value().version();
            long value = found.isNone() ? 0 : Long.parseLong(EntryClient.valueOf(found.value()));
            counts.count(client.cas("compared", version, Long.toString(value + 1)));
        }
        return counts;
    }

    private static final class Counts {
        long done;
        long uncertain;
        long found;

        void count(RecordingReply<Entry> reply) {
            if (!reply.isRefused()) {
                done++;
                return;
            }
            Refusal why = reply.refusal();
            if (why.code() == RefusalCode.UNCERTAIN) {
                uncertain++;
            } else {
                assertTrue(why.code() == RefusalCode.STORAGE_FAILED || why.code() == RefusalCode.CONFLICT);
            }
        }

        void add(Counts other) {
            done += other.done;
            uncertain += other.uncertain;
        }
    }
}
