package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import maru.adapter.persistence.sqlite.FaultyDisk.Outcome;
import maru.application.port.out.MessageRepository.Appended;
import maru.application.testing.RecordingReply;
import maru.application.testing.RoomClient;
import maru.application.testing.SettableTime;
import maru.domain.RefusalCode;
import maru.domain.chat.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

/** Commits that fail: ids, keys and what is shown go on to agree with the file. */
class MessageFaultTest {
    private final SettableTime time = new SettableTime();

    @TempDir
    Path directory;

    private Path file;
    private Path image;
    private FaultyDisk disk;
    private StoreUnderTest store;
    private RoomClient lobby;

    @BeforeEach
    void begin() throws Exception {
        file = directory.resolve("maru.db");
        disk = new FaultyDisk(file);
        store = StoreUnderTest.open(file, time, () -> {
            if (image != null) {
                restoreImage();
            }
            return disk.open();
        });
        lobby = store.room("lobby", time);
        lobby.say("alice", "one").value();
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
        RecordingReply<Appended> said = lobby.say("alice", "two");
        RecordingReply<Appended> once = lobby.sayOnce("alice", "k", "three");
        RecordingReply<Appended> again = lobby.sayOnce("alice", "k", "three");
        disk.awaitWaitingCommit();

        assertEquals(1, lobby.last());
        assertEquals(List.of("one"), RoomClient.texts(lobby.history(10)));
        assertEquals(RefusalCode.GAP, lobby.since(2, 10).refusal().code());
        assertFalse(said.isAnswered() || once.isAnswered() || again.isAnswered());
        disk.letCommitsGo();
        assertEquals(3, again.value().id());
        assertNull(again.value().message());
        assertTrue(said.isAnswered() && once.isAnswered());
        assertEquals(List.of("one", "two", "three"), RoomClient.texts(lobby.history(10)));
    }

    @Test
    void failedCommitGivesItsIdsBack() {
        disk.stopCommits();
        RecordingReply<Appended> first = lobby.say("alice", "lost");
        disk.awaitWaitingCommit();
        RecordingReply<Appended> once = lobby.sayOnce("alice", "k", "lost");
        RecordingReply<Appended> again = lobby.sayOnce("alice", "k", "lost");
        RecordingReply<Appended> elsewhere = store.room("new", time).say("alice", "lost");
        disk.failWith(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);
        disk.letCommitsGo();
        for (RecordingReply<Appended> said : List.of(first, once, again, elsewhere)) {
            assertEquals(RefusalCode.STORAGE_FAILED, said.refusal().code());
        }
        assertEquals(1, lobby.last());
        assertEquals(List.of("one"), RoomClient.texts(lobby.history(10)));

        disk.heal();
        Appended next = untilTaken(() -> lobby.sayOnce("alice", "k", "two"));
        assertEquals(2, next.id());
        assertEquals("two", next.message().text().toString());
        assertEquals(1, store.room("new", time).say("alice", "x").value().id());
        assertEquals(List.of("one", "two"), RoomClient.texts(lobby.history(10)));
        assertEquals(List.of(), store.announced());
    }

    @Test
    void repeatIsAnsweredWhileTheGateIsClosed() {
        lobby.sayOnce("alice", "k", "two").value();
        disk.failWith(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);
        assertEquals(
                RefusalCode.STORAGE_FAILED, lobby.say("alice", "x").refusal().code());
        assertEquals(2, lobby.sayOnce("alice", "k", "two").value().id());
    }

    @Test
    void uncertainMessagesThatWereWrittenAreAnnouncedBeforeLaterOnes() {
        long epoch = lobby.epoch();
        disk.stopCommits();
        RecordingReply<Appended> blocking = lobby.say("alice", "two");
        disk.awaitWaitingCommit();
        disk.failWith(SQLiteErrorCode.SQLITE_IOERR_FSYNC, Outcome.WRITTEN);
        RecordingReply<Appended> behind = lobby.say("alice", "lost");
        disk.letCommitsGo();
        assertEquals(RefusalCode.UNCERTAIN, blocking.refusal().code());
        assertEquals(RefusalCode.UNCERTAIN, behind.refusal().code());
        assertEquals(1, lobby.last());

        disk.heal();
        Appended next = untilTaken(() -> lobby.say("alice", "three"));
        assertEquals(3, next.id());
        assertEquals(List.of("2 alice: two"), RoomClient.inShort(store.announced()));
        assertEquals(List.of("one", "two", "three"), RoomClient.texts(lobby.history(10)));
        assertEquals(epoch, lobby.epoch());
        assertEquals(3, store.figure("store.messages"));
    }

    @Test
    void keyOfAnUncertainMessageThatWasWrittenRepeatsIt() {
        disk.stopCommits();
        RecordingReply<Appended> said = lobby.sayOnce("alice", "k", "two");
        RecordingReply<Appended> first = store.room("new", time).say("alice", "x");
        disk.awaitWaitingCommit();
        disk.failWith(SQLiteErrorCode.SQLITE_IOERR_FSYNC, Outcome.WRITTEN);
        disk.letCommitsGo();
        assertEquals(RefusalCode.UNCERTAIN, said.refusal().code());
        assertEquals(RefusalCode.UNCERTAIN, first.refusal().code());

        disk.heal();
        Appended repeated = untilTaken(() -> lobby.sayOnce("alice", "k", "two"));
        assertEquals(2, repeated.id());
        assertNull(repeated.message());
        assertTrue(RoomClient.inShort(store.announced()).contains("2 alice: two"));
    }

    @Test
    void uncertainMessageThatWasLostIsNotThere() {
        disk.failWith(SQLiteErrorCode.SQLITE_IOERR_WRITE, Outcome.LOST);
        assertEquals(RefusalCode.UNCERTAIN, lobby.say("alice", "lost").refusal().code());
        disk.heal();

        assertEquals(2, untilTaken(() -> lobby.say("alice", "two")).id());
        assertEquals(List.of("one", "two"), RoomClient.texts(lobby.history(10)));
        assertEquals(List.of(), store.announced());
    }

    @Test
    void faultAmidALongHistoryKeepsAllOfIt() {
        for (int i = 2; i <= 600; i++) {
            lobby.say("alice", "t" + i);
        }
        lobby.say("alice", "t601").value();
        store.awaitFolded(601);
        List<Message> before = lobby.history(1_000).value();
        disk.failWith(SQLiteErrorCode.SQLITE_IOERR_FSYNC, Outcome.WRITTEN);
        assertEquals(RefusalCode.UNCERTAIN, lobby.say("alice", "t602").refusal().code());
        assertEquals(before, lobby.history(1_000).value());
        disk.heal();

        assertEquals(603, untilTaken(() -> lobby.say("alice", "t603")).id());
        List<Message> after = lobby.history(1_000).value();
        assertEquals(603, after.size());
        assertEquals(before, after.subList(0, 601));
        assertEquals("t602", after.get(601).text().toString());
    }

    /** With a disk that lies, or one that need not sync. */
    @Test
    void fileThatHasLostWhatWasConfirmedBeginsANewEpoch() throws Exception {
        store.awaitFolded(1);
        Path quiet = StoreUnderTest.copy(file, directory.resolve("image"));
        long epoch = lobby.epoch();
        lobby.sayOnce("alice", "k", "lost").value();
        lobby.say("alice", "lost").value();
        image = quiet;
        disk.failWith(SQLiteErrorCode.SQLITE_IOERR_FSYNC, Outcome.LOST);
        assertEquals(RefusalCode.UNCERTAIN, lobby.say("alice", "x").refusal().code());
        disk.heal();

        Appended next = untilTaken(() -> lobby.say("alice", "two"));
        assertEquals(2, next.id());
        assertTrue(lobby.epoch() > epoch);
        assertEquals(3, lobby.sayOnce("alice", "k", "three").value().id());
        assertEquals(List.of("one", "two", "three"), RoomClient.texts(lobby.history(10)));
        assertEquals(RefusalCode.GAP, lobby.since(epoch, 1, 10).refusal().code());
        assertEquals(3, store.figure("store.messages"));
    }

    private void restoreImage() {
        try {
            StoreUnderTest.copy(image, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks until the store takes writes again. */
    private static Appended untilTaken(Supplier<RecordingReply<Appended>> write) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            RecordingReply<Appended> reply = write.get();
            if (!reply.isRefused() || System.nanoTime() > end) {
                return reply.value();
            }
            Thread.onSpinWait();
        }
    }
}
