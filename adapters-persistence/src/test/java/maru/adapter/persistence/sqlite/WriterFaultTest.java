package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import maru.application.port.Lane;
import maru.application.testing.EntryClient;
import maru.application.testing.RecordingReply;
import maru.application.testing.SettableTime;
import maru.application.testing.TestLane;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.kv.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the server's own on the way of a write: nobody waits for ever, and others go on. */
class WriterFaultTest {
    private static final long PATIENCE_SECONDS = 20;

    private final SettableTime time = new SettableTime();
    private final TestLane lane = new TestLane();

    @TempDir
    Path directory;

    private FaultyDisk disk;
    private StoreUnderTest store;
    private EntryClient alice;

    @BeforeEach
    void begin() throws Exception {
        Path file = directory.resolve("maru.db");
        disk = new FaultyDisk(file);
        store = StoreUnderTest.open(file, time, disk);
        alice = store.client(1);
        alice.put("a", "1").value();
    }

    @AfterEach
    void end() {
        disk.letCommitsGo();
        store.close();
        lane.close();
    }

    @Test
    void anErrorOfWhatIsWrittenIsToldAndTheWriterLives() throws Exception {
        Faulty faulty = new Faulty(Step.EXECUTE);
        append(faulty);
        assertEquals(RefusalCode.UNCERTAIN, faulty.refusal().code());
        awaitWrites();
        assertEquals("1", EntryClient.valueOf(alice.get("a").value()));
    }

    @Test
    void whereMemoryFailsToTakeInWhatIsInTheFileItIsBuiltAnew() throws Exception {
        disk.stopCommits();
        RecordingReply<Entry> put = alice.put("b", "1");
        disk.awaitWaitingCommit();
        Faulty faulty = new Faulty(Step.SETTLE);
        append(faulty);
        RecordingReply<Entry> behind = alice.put("c", "1");
        disk.letCommitsGo();
        put.value();
        assertEquals(RefusalCode.UNCERTAIN, faulty.refusal().code());
        assertTrue(behind.isRefused());
        awaitWrites();
        assertEquals("1", EntryClient.valueOf(alice.get("c").value()));
        assertEquals(2, disk.opened());
    }

    @Test
    void anAnswerThatFailsKeepsNobodyElseFromTheirs() {
        disk.stopCommits();
        RecordingReply<Entry> first = alice.put("b", "1");
        disk.awaitWaitingCommit();
        append(new Faulty(Step.ANSWER));
        append(new Faulty(Step.PUBLISH));
        RecordingReply<Entry> put = alice.put("c", "1");
        disk.letCommitsGo();
        first.value();
        put.value();
        assertEquals(1, disk.opened());
    }

    private void append(JournalRecord record) {
        SqliteEntryRepository entries = (SqliteEntryRepository) store.store().entries();
        entries.journal().append(record);
    }

    private void awaitWrites() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (alice.put("d", "1").isRefused()) {
            assertTrue(System.nanoTime() < end, "writes are refused for good");
        }
    }

    /** Where it fails. */
    private enum Step {
        EXECUTE,
        SETTLE,
        PUBLISH,
        ANSWER
    }

    private final class Faulty extends JournalRecord {
        private final Step step;
        private final CountDownLatch answered = new CountDownLatch(1);
        private final AtomicReference<Refusal> why = new AtomicReference<>();

        Faulty(Step step) {
            this.step = step;
        }

        private void failAt(Step here) {
            if (step == here) {
                throw new AssertionError("a fault, made on purpose");
            }
        }

        @Override
        boolean hasSql() {
            return true;
        }

        @Override
        void execute(Connection connection) {
            failAt(Step.EXECUTE);
        }

        @Override
        void settle() {
            failAt(Step.SETTLE);
        }

        @Override
        void publish() {
            failAt(Step.PUBLISH);
        }

        @Override
        boolean resume(Refusal refusal) {
            why.set(refusal);
            return true;
        }

        @Override
        Lane lane() {
            return lane;
        }

        @Override
        void answer() {
            answered.countDown();
            failAt(Step.ANSWER);
        }

        Refusal refusal() throws InterruptedException {
            assertTrue(answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertFalse(why.get() == null);
            return why.get();
        }
    }
}
