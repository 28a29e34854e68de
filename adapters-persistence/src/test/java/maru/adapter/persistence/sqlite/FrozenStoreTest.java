package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import maru.application.testing.EntryClient;
import maru.application.testing.RecordingReply;
import maru.application.testing.SettableTime;
import maru.domain.kv.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenStoreTest {
    @TempDir
    Path directory;

    /** The store is left as it is: the process would end. */
    @Test
    void nothingIsShownThatWasNotShownBefore() throws Exception {
        Path file = directory.resolve("maru.db");
        FaultyDisk disk = new FaultyDisk(file);
        StoreUnderTest store = StoreUnderTest.open(file, new SettableTime(), disk);
        EntryClient alice = store.client(1);
        alice.put("a", "1").value();
        disk.stopCommits();
        RecordingReply<Entry> put = alice.put("a", "2");
        RecordingReply<Entry> got = alice.get("a");
        disk.awaitWaitingCommit();
        store.store().freeze();
        disk.letCommitsGo();
        awaitParked();
        assertFalse(put.isAnswered());
        assertFalse(got.isAnswered());
    }

    private static void awaitParked() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> LockSupport.getBlocker(thread) instanceof JournalWriter)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the writer goes on");
            }
        }
    }
}
