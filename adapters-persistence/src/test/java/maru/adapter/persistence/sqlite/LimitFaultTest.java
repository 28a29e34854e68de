package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import maru.adapter.persistence.sqlite.FaultyDisk.Outcome;
import maru.application.limits.Limit;
import maru.application.testing.Counts;
import maru.application.testing.EntryClient;
import maru.application.testing.RecordingReply;
import maru.application.testing.SettableTime;
import maru.domain.RefusalCode;
import maru.domain.kv.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

/** What counts against a limit is what there is: also after a commit that failed, an I/O error, a restart. */
class LimitFaultTest {
    private final SettableTime time = new SettableTime();

    @TempDir
    Path directory;

    private FaultyDisk disk;
    private StoreUnderTest store;
    private EntryClient alice;
    private EntryClient bob;

    @BeforeEach
    void begin() throws Exception {
        disk = new FaultyDisk(directory.resolve("maru.db"));
        open();
    }

    private void open() throws Exception {
        Map<Limit, Long> counts = Map.of(Limit.HOLDS, 2L, Limit.KEYS_PER_OWNER, 2L, Limit.BYTES_PER_OWNER, 1_000L);
        store = StoreUnderTest.open(directory.resolve("maru.db"), time, Counts.of(time, counts), disk);
        alice = store.client(1);
        bob = store.client(2);
    }

    @AfterEach
    void end() {
        disk.heal();
        disk.letCommitsGo();
        store.close();
    }

    @Test
    void refusalRestsOnWritesThatAreNotSafeYetAndFailsWithThem() {
        disk.stopCommits();
        bob.put("other", "1");
        disk.awaitWaitingCommit();
        List<RecordingReply<Entry>> replies = List.of(alice.hold("a", "1"), alice.hold("b", "1"), alice.hold("c", "1"));
        assertFalse(replies.get(2).isAnswered());
        fail(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);
        for (RecordingReply<Entry> reply : replies) {
            assertEquals(RefusalCode.STORAGE_FAILED, reply.refusal().code());
        }
        disk.heal();
        untilTaken(() -> alice.hold("c", "1"));
        alice.hold("d", "1").value();
        assertLimit(alice.hold("e", "1"));
    }

    @Test
    void holdThatComesBackCounts() {
        alice.hold("a", "1").value();
        alice.hold("b", "1").value();
        disk.stopCommits();
        RecordingReply<Entry> failing = bob.put("other", "1");
        disk.awaitWaitingCommit();
        bob.put("a", "taken");
        alice.remove("b");
        alice.hold("c", "1");
        alice.hold("d", "1");
        fail(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);
        assertEquals(RefusalCode.STORAGE_FAILED, failing.refusal().code());
        disk.heal();
        untilTaken(() -> bob.put("other", "2"));

        assertLimit(alice.hold("e", "1"));
        alice.remove("a").value();
        alice.hold("e", "1").value();
        assertLimit(alice.hold("f", "1"));
    }

    @Test
    void keysOfAUserThatComeBackCount() {
        alice.put("~alice/a", "1").value();
        alice.put("~alice/b", "1").value();
        disk.stopCommits();
        RecordingReply<Entry> failing = bob.put("other", "1");
        disk.awaitWaitingCommit();
        alice.remove("~alice/a");
        alice.put("~alice/c", "1");
        alice.put("~alice/b", "x".repeat(300));
        fail(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);
        assertEquals(RefusalCode.STORAGE_FAILED, failing.refusal().code());
        disk.heal();
        untilTaken(() -> bob.put("other", "2"));

        assertFullOfKeys();
    }

    @Test
    void whatAnIoErrorLeftInTheFileCounts() {
        alice.put("~alice/a", "1").value();
        disk.stopCommits();
        RecordingReply<Entry> put = alice.put("~alice/b", "1");
        disk.awaitWaitingCommit();
        fail(SQLiteErrorCode.SQLITE_IOERR_FSYNC, Outcome.WRITTEN);
        assertEquals(RefusalCode.UNCERTAIN, put.refusal().code());
        disk.heal();
        untilTaken(() -> bob.put("other", "2"));

        assertFullOfKeys();
    }

    @Test
    void whatARestartFindsCounts() throws Exception {
        alice.put("~alice/a", "0").value();
        alice.put("~alice/gone", "1").value();
        alice.remove("~alice/gone").value();
        alice.put("~Alice/b", "1").value();
        alice.put("~alice/a", "1").value();
        store.awaitFolded(1);
        alice.put("~alice/a", "2").value();
        store.close();
        open();

        assertFullOfKeys();
    }

    private void assertFullOfKeys() {
        assertLimit(alice.put("~alice/new", "1"));
        assertLimit(alice.put("~alice/a", "x".repeat(1_000)));
        alice.put("~alice/a", "x".repeat(100)).value();
        alice.remove("~alice/a").value();
        alice.put("~alice/new", "1").value();
        assertLimit(alice.put("~alice/a", "1"));
    }

    private void fail(SQLiteErrorCode code, Outcome outcome) {
        disk.failWith(code, outcome);
        disk.letCommitsGo();
    }

    private static void assertLimit(RecordingReply<Entry> reply) {
        assertEquals(RefusalCode.LIMIT, reply.refusal().code());
    }

    /** Asks until the store takes writes again. */
    private static Entry untilTaken(Supplier<RecordingReply<Entry>> write) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            RecordingReply<Entry> reply = write.get();
            if (!reply.isRefused() || System.nanoTime() > end) {
                return reply.value();
            }
            Thread.onSpinWait();
        }
    }
}
