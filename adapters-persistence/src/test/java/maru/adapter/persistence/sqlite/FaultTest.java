package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import maru.adapter.persistence.sqlite.FaultyDisk.Outcome;
import maru.application.testing.EntryClient;
import maru.application.testing.RecordingReply;
import maru.application.testing.SettableTime;
import maru.domain.RefusalCode;
import maru.domain.kv.Entry;
import maru.domain.kv.Key;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

/** Commits that fail: memory, versions and answers go on to agree with the file. */
class FaultTest {
    private final SettableTime time = new SettableTime();

    @TempDir
    Path directory;

    private FaultyDisk disk;
    private StoreUnderTest store;
    private EntryClient alice;
    private EntryClient bob;

    @BeforeEach
    void begin() throws Exception {
        Path file = directory.resolve("maru.db");
        disk = new FaultyDisk(file);
        store = StoreUnderTest.open(file, time, disk);
        alice = store.client(1);
        bob = store.client(2);
        alice.put("a", "1").value();
    }

    @AfterEach
    void end() {
        disk.heal();
        disk.letCommitsGo();
        store.close();
    }

    @Test
    void nothingIsShownBeforeItIsConfirmed() {
        disk.stopCommits();
        List<RecordingReply<?>> waiting = List.of(
                alice.put("a", "2"),
                bob.get("a"),
                bob.cas("a", 1, "x"),
                bob.hold("a", "x"),
                bob.remove("b.never"),
                alice.remove("a"),
                bob.get("a"),
                bob.remove("a"),
                bob.list("", null, 10),
                bob.snapshot("", 10, 1_000),
                bob.hold("h", "1"),
                bob.get("h"));
        disk.awaitWaitingCommit();

        // bob.remove("b.never") rests on nothing.
        assertEquals(1, waiting.stream().filter(RecordingReply::isAnswered).count());
        assertEquals(1, store.listener.changes().size());
        disk.letCommitsGo();
        assertEquals("1", EntryClient.valueOf(bob.get("h").value()));
        assertTrue(waiting.stream().allMatch(RecordingReply::isAnswered));
        assertEquals(2, waiting.stream().filter(reply -> isConflict(reply)).count());
        assertEquals(3, waiting.stream().filter(reply -> reply.isNone()).count());
        assertEquals(4, store.listener.await(4).size());
    }

    private static boolean isConflict(RecordingReply<?> reply) {
        return reply.isRefused() && reply.refusal().code() == RefusalCode.CONFLICT;
    }

    @Test
    void failedCommitGivesBackWhatItChangedAndAllBehindIt() {
        long version = alice.get("a").value().version();
        disk.stopCommits();
        RecordingReply<Entry> put = alice.put("a", "2");
        disk.awaitWaitingCommit();
        RecordingReply<Entry> seen = bob.get("a");
        RecordingReply<Entry> conflict = bob.cas("a", version, "3");
        RecordingReply<Entry> removed = bob.remove("a");
        RecordingReply<Entry> none = bob.get("a");
        RecordingReply<Entry> made = alice.put("b", "1");
        RecordingReply<List<Key>> keys = bob.list("", null, 10);
        disk.failWith(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);
        disk.letCommitsGo();

        for (RecordingReply<Entry> write : List.of(put, conflict, removed, made)) {
            assertEquals(RefusalCode.STORAGE_FAILED, write.refusal().code());
        }
        assertEquals("1", EntryClient.valueOf(seen.value()));
        assertEquals(version, seen.value().version());
        assertEquals("1", EntryClient.valueOf(none.value()));
        assertEquals(List.of(Key.of("a")), keys.value());
        assertEquals(1, store.listener.changes().size());
        assertTrue(bob.get("b").isNone());
    }

    @Test
    void gateIsClosedUntilTheFileTakesWritesAgain() {
        disk.failWith(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);
        assertEquals(RefusalCode.STORAGE_FAILED, alice.put("a", "2").refusal().code());
        RecordingReply<Entry> refused = alice.put("a", "3");
        assertTrue(refused.isAnswered());
        assertEquals(RefusalCode.STORAGE_FAILED, refused.refusal().code());
        assertEquals("1", EntryClient.valueOf(bob.get("a").value()));
        assertEquals(1, bob.list("", null, 10).value().size());

        disk.heal();
        assertEquals("4", EntryClient.valueOf(untilTaken(() -> alice.put("a", "4"))));
    }

    @Test
    void uncertainCommitThatWasWrittenIsFoundInTheFile() {
        alice.put("gone", "1").value();
        disk.stopCommits();
        RecordingReply<Entry> put = alice.put("a", "2");
        disk.awaitWaitingCommit();
        disk.failWith(SQLiteErrorCode.SQLITE_IOERR_FSYNC, Outcome.WRITTEN);
        disk.letCommitsGo();
        assertEquals(RefusalCode.UNCERTAIN, put.refusal().code());
        assertEquals("1", EntryClient.valueOf(bob.get("a").value()));

        disk.heal();
        Entry after = untilTaken(() -> alice.put("b", "1"));
        Entry found = bob.get("a").value();
        assertEquals("2", EntryClient.valueOf(found));
        assertTrue(found.version() < after.version());
        assertEquals(
                List.of("a=1", "gone=1", "a=2", "b=1"),
                store.listener.await(4).stream()
                        .map(entry -> EntryClient.keyOf(entry) + "=" + EntryClient.valueOf(entry))
                        .toList());
    }

    @Test
    void fileThatCanNotBeReadYetIsReadLater() {
        disk.failWith(SQLiteErrorCode.SQLITE_IOERR_FSYNC, Outcome.WRITTEN);
        assertEquals(RefusalCode.UNCERTAIN, alice.put("a", "2").refusal().code());
        disk.failWith(SQLiteErrorCode.SQLITE_BUSY, Outcome.LOST);
        while (disk.opened() < 3) {
            Thread.onSpinWait();
        }
        assertEquals("1", EntryClient.valueOf(bob.get("a").value()));

        disk.heal();
        untilTaken(() -> alice.put("b", "1"));
        assertEquals("2", EntryClient.valueOf(bob.get("a").value()));
    }

    @Test
    void uncertainRemovalAndNewKeyAreFoundToo() {
        long held = bob.hold("held", "1").value().version();
        disk.failWith(SQLiteErrorCode.SQLITE_IOERR_WRITE, Outcome.WRITTEN);
        disk.stopCommits();
        RecordingReply<Entry> removed = alice.remove("a");
        disk.awaitWaitingCommit();
        disk.letCommitsGo();
        assertEquals(RefusalCode.UNCERTAIN, removed.refusal().code());
        disk.heal();

        untilTaken(() -> alice.put("b", "1"));
        assertTrue(bob.get("a").isNone());
        assertEquals(held, bob.get("held").value().version());
        assertTrue(store.listener.await(4).get(2).isRemoved());
    }

    @Test
    void uncertainCommitThatWasLostIsNotInTheFile() {
        disk.failWith(SQLiteErrorCode.SQLITE_IOERR_WRITE, Outcome.LOST);
        assertEquals(RefusalCode.UNCERTAIN, alice.put("a", "2").refusal().code());
        disk.heal();

        untilTaken(() -> alice.put("b", "1"));
        assertEquals("1", EntryClient.valueOf(bob.get("a").value()));
    }

    @Test
    void holdOfAConnectionThatEndedDoesNotComeBack() {
        alice.hold("h", "1").value();
        disk.stopCommits();
        bob.put("other", "1");
        disk.awaitWaitingCommit();
        RecordingReply<Entry> put = bob.put("h", "2");
        alice.end();
        disk.failWith(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);
        disk.letCommitsGo();

        assertEquals(RefusalCode.STORAGE_FAILED, put.refusal().code());
        assertTrue(bob.get("h").isNone());
    }

    @Test
    void releaseGoesOnWhileTheGateIsClosed() {
        alice.hold("h", "1").value();
        disk.failWith(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);
        assertEquals(RefusalCode.STORAGE_FAILED, bob.put("b", "1").refusal().code());
        alice.end();

        assertTrue(bob.get("h").isNone());
        assertTrue(store.listener.await(3).get(2).isRemoved());
    }

    @Test
    void keyThatIsDueIsGoneWhileTheGateIsClosedAndRemovedAfterwards() {
        alice.putFor("for", 1_000, "1").value();
        disk.failWith(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);
        assertEquals(RefusalCode.STORAGE_FAILED, bob.put("b", "1").refusal().code());
        time.advance(1_000);
        store.timeMoved();
        assertTrue(bob.get("for").isNone());
        assertEquals(2, store.listener.changes().size());

        disk.heal();
        assertTrue(store.listener.await(3).get(2).isRemoved());
    }

    @Test
    void lockedFileIsWaitedFor() {
        disk.failWith(SQLiteErrorCode.SQLITE_BUSY, Outcome.LOST);
        RecordingReply<Entry> put = alice.put("a", "2");
        RecordingReply<Entry> second = alice.put("a", "3");
        assertFalse(put.isAnswered());

        disk.heal();
        assertEquals("2", EntryClient.valueOf(put.value()));
        assertEquals("3", EntryClient.valueOf(second.value()));
        assertEquals(0, store.figure("store.failed-commits"));
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
