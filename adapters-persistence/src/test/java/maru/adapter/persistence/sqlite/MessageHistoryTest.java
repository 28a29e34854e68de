package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.StoreException;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.MessageRepository.Appended;
import maru.application.port.out.MessageRepository.Draft;
import maru.application.testing.RecordingReply;
import maru.application.testing.RoomClient;
import maru.application.testing.SettableTime;
import maru.application.testing.TestLane;
import maru.domain.RefusalCode;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Messages beyond memory and beyond the end of the process. */
class MessageHistoryTest {
    private final SettableTime time = new SettableTime();

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void begin() {
        file = directory.resolve("maru.db");
    }

    private StoreUnderTest open() throws StoreException {
        return StoreUnderTest.open(file, time);
    }

    private static void say(RoomClient room, int from, int to) {
        List<RecordingReply<Appended>> said = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            said.add(room.say("alice", "t" + i));
        }
        said.forEach(RecordingReply::value);
    }

    private static List<String> texts(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "t" + i).toList();
    }

    @Test
    void whatIsOlderThanTheWindowComesFromTheFile() throws Exception {
        try (StoreUnderTest store = open()) {
            RoomClient lobby = store.room("lobby", time);
            say(lobby, 1, 1_000);
            store.awaitFolded(1_000);
            say(lobby, 1_001, 1_010);

            assertTrue(lobby.history(200).isAnswered());
            RecordingReply<List<Message>> all = lobby.history(2_000);
            assertEquals(texts(1, 1_010), RoomClient.texts(all));
            assertEquals(texts(1, 1_010), RoomClient.texts(lobby.since(0, 2_000)));
            assertEquals(texts(101, 105), RoomClient.texts(lobby.history(5, 106)));
            assertEquals(texts(600, 900), RoomClient.texts(lobby.since(599, 301)));
        }
    }

    @Test
    void roomsThatHaveMoreThanMemoryMayHaveReadTheRestFromTheFile() throws Exception {
        try (StoreUnderTest store = StoreUnderTest.open(file, time, 20_000)) {
            List<RoomClient> rooms = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                rooms.add(store.room("room" + i, time));
            }
            for (int i = 0; i < 10; i++) {
                for (RoomClient room : rooms) {
                    say(room, i * 20 + 1, i * 20 + 20);
                }
            }
            store.awaitFolded(1_000);
            for (RoomClient room : rooms) {
                assertEquals(texts(1, 200), RoomClient.texts(room.history(500)));
                assertEquals(texts(150, 200), RoomClient.texts(room.since(149, 500)));
            }
        }
    }

    @Test
    void historyIsWholeWhileItIsFolded() throws Exception {
        try (StoreUnderTest store = open()) {
            RoomClient lobby = store.room("lobby", time);
            for (int i = 0; i < 40; i++) {
                say(lobby, i * 100 + 1, i * 100 + 100);
                if (i % 10 == 9) {
                    store.awaitFolded(i * 100L);
                }
                assertEquals(texts(1, i * 100 + 100), RoomClient.texts(lobby.history(5_000)));
            }
        }
    }

    @Test
    void everythingGoesOnAfterAStop() throws Exception {
        long epoch;
        try (StoreUnderTest store = open()) {
            RoomClient lobby = store.room("Lobby", time);
            say(lobby, 1, 300);
            store.room("other", time).say("bob", "hi").value();
            epoch = lobby.epoch();
        }
        try (StoreUnderTest store = open()) {
            assertEquals(301, store.figure("store.messages"));
            assertEquals(0, store.figure("store.journal-bytes"));
            RoomClient lobby = store.room("LOBBY", time);
            assertEquals("Lobby", lobby.room());
            assertEquals(epoch, lobby.epoch());
            assertEquals(300, lobby.last());
            assertEquals(texts(1, 300), RoomClient.texts(lobby.history(1_000)));
            assertEquals(List.of(), lobby.since(300, 10).value());
            say(lobby, 301, 310);
            assertEquals(texts(1, 310), RoomClient.texts(lobby.since(epoch, 0, 1_000)));
            assertEquals(1, store.room("other", time).last());
        }
    }

    @Test
    void everythingGoesOnAfterAKill() throws Exception {
        long epoch;
        try (StoreUnderTest store = StoreUnderTest.openWithoutFolding(file, time)) {
            RoomClient lobby = store.room("Lobby", time);
            say(lobby, 1, 300);
            lobby.sayOnce("bob", "k", "t301").value();
            epoch = lobby.epoch();
            file = StoreUnderTest.copy(file, directory.resolve("image"));
        }
        try (StoreUnderTest store = open()) {
            RoomClient lobby = store.room("lobby", time);
            assertEquals("Lobby", lobby.room());
            assertEquals(epoch, lobby.epoch());
            assertEquals(301, lobby.last());
            assertEquals(texts(1, 301), RoomClient.texts(lobby.history(1_000)));
            assertRepeats(301, lobby.sayOnce("bob", "k", "t301"));
            say(lobby, 302, 310);
            store.awaitFolded(310);
            assertEquals(texts(1, 310), RoomClient.texts(lobby.since(0, 1_000)));
        }
    }

    private static void assertRepeats(long first, RecordingReply<Appended> reply) {
        assertEquals(first, reply.value().id());
        assertNull(reply.value().message());
    }

    @Test
    void keysOutliveARestart() throws Exception {
        try (StoreUnderTest store = open()) {
            RoomClient lobby = store.room("lobby", time);
            lobby.sayOnce("alice", "old", "x").value();
            time.advance(400_000);
            lobby.sayOnce("alice", "new", "x").value();
        }
        for (int i = 0; i < 2; i++) {
            try (StoreUnderTest store = open()) {
                RoomClient lobby = store.room("lobby", time);
                assertRepeats(1, lobby.sayOnce("Alice", "old", "x"));
                assertRepeats(2, lobby.sayOnce("Alice", "new", "x"));
            }
        }
        time.advance(OnceKey.KEPT_MILLIS - 400_000);
        try (StoreUnderTest store = open()) {
            RoomClient lobby = store.room("lobby", time);
            assertNotNull(lobby.sayOnce("alice", "old", "x").value().message());
            assertRepeats(2, lobby.sayOnce("alice", "new", "x"));
        }
    }

    @Test
    void newestKeysOfAUserOutliveARestart() throws Exception {
        try (StoreUnderTest store = open()) {
            RoomClient lobby = store.room("lobby", time);
            for (int i = 0; i <= OnceKey.KEPT_OF_USER; i++) {
                lobby.sayOnce("alice", "k" + i, "x").value();
            }
        }
        try (StoreUnderTest store = open()) {
            RoomClient lobby = store.room("lobby", time);
            assertRepeats(2, lobby.sayOnce("alice", "k1", "x"));
            assertNotNull(lobby.sayOnce("alice", "k0", "x").value().message());
        }
    }

    @Test
    void keyFromTheFutureOfAClockThatWasSetBackIsKeptTenMinutes() throws Exception {
        try (StoreUnderTest store = open()) {
            store.room("lobby", time).sayOnce("alice", "k", "x").value();
        }
        time.setUnixMillis(1_000_000);
        try (StoreUnderTest store = open()) {
            RoomClient lobby = store.room("lobby", time);
            time.advance(OnceKey.KEPT_MILLIS - 1);
            assertRepeats(1, lobby.sayOnce("alice", "k", "x"));
            time.advance(1);
            assertNotNull(lobby.sayOnce("alice", "k", "x").value().message());
        }
    }

    @Test
    void crashBetweenSlicesOfFoldingLosesAndDoublesNothing() throws Exception {
        Path image;
        try (StoreUnderTest store = StoreUnderTest.openWithoutFolding(file, time)) {
            say(store.room("lobby", time), 1, 8_000);
            say(store.room("other", time), 1, 1_000);
            image = StoreUnderTest.copy(file, directory.resolve("image"));
        }
        Journal journal = new Journal(new ReentrantLock());
        SqliteMessageRepository repository =
                new SqliteMessageRepository(journal, time, new StoreReaders(image), Long.MAX_VALUE);
        List<JournaledMessages> messages = List.of(new JournaledMessages(repository, time));
        int slices = 0;
        try (SqliteFile folded = new SqliteFile(image, Durability.POWER)) {
            Folding folding = Folding.of(folded, messages, SecondThread.Work::run, Journaled.replaying(messages));
            while (!folding.isEmpty()) {
                folding.slice(folded, () -> false);
                file = StoreUnderTest.copy(image, directory.resolve("slice" + slices++));
                assertAllThere();
                assertAllThere(); // folded by the first stop
            }
        }
        assertTrue(slices > 2);
    }

    private void assertAllThere() throws Exception {
        try (StoreUnderTest store = open()) {
            assertEquals(9_000, store.figure("store.messages"));
            assertEquals(
                    texts(1, 8_000), RoomClient.texts(store.room("lobby", time).history(9_000)));
            assertEquals(
                    texts(1, 1_000), RoomClient.texts(store.room("other", time).history(9_000)));
        }
    }

    @Test
    void foldThatFailsIsDoneAnotherTime() throws Exception {
        AtomicInteger failures = new AtomicInteger(2);
        try (StoreUnderTest store = StoreUnderTest.open(file, time, () -> new SqliteFile(file, Durability.POWER) {
            @Override
            void fold(Work work) throws SQLException {
                super.fold(() -> {
                    work.run();
                    if (failures.getAndDecrement() > 0) {
                        throw new SQLiteException("made by the test", SQLiteErrorCode.SQLITE_FULL);
                    }
                });
            }
        })) {
            RoomClient lobby = store.room("lobby", time);
            say(lobby, 1, 600);
            store.awaitFolded(600);
            assertEquals(texts(1, 600), RoomClient.texts(lobby.history(1_000)));
            assertEquals(600, store.figure("store.folded"));
        }
    }

    @Test
    void fileOfTheFirstSchemaIsBroughtUpToDate() throws Exception {
        Files.createFile(file);
        try (var script = SqliteStore.class.getResourceAsStream("001-entries.sql")) {
            run(new String(script.readAllBytes(), StandardCharsets.UTF_8) + "; PRAGMA user_version = 1");
        }
        try (StoreUnderTest store = open()) {
            store.client(1).put("a", "1").value();
            say(store.room("lobby", time), 1, 3);
            assertTrue(store.room("lobby", time).epoch() > 0);
        }
        try (StoreUnderTest store = open()) {
            assertEquals(3, store.room("lobby", time).last());
        }
    }

    @Test
    void backupBeginsANewEpoch() throws Exception {
        Path copy = directory.resolve("copy.db");
        long epoch;
        try (StoreUnderTest store = open()) {
            say(store.room("lobby", time), 1, 3);
            epoch = store.room("lobby", time).epoch();
            store.store().backup().backup(copy);
        }
        time.setUnixMillis(1_000);
        file = copy;
        long next;
        try (StoreUnderTest store = open()) {
            RoomClient lobby = store.room("lobby", time);
            next = lobby.epoch();
            assertTrue(next > epoch);
            assertEquals(texts(1, 3), RoomClient.texts(lobby.history(10)));
            assertEquals(RefusalCode.GAP, lobby.since(epoch, 3, 10).refusal().code());
        }
        try (StoreUnderTest store = open()) {
            assertEquals(next, store.room("lobby", time).epoch());
        }
    }

    @Test
    void damagedOrMissingMessagesAreRefusedAndOthersAreServed() throws Exception {
        try (StoreUnderTest store = open()) {
            RoomClient lobby = store.room("lobby", time);
            for (long i = 0; i < 3; i++) {
                say(lobby, (int) i * 5 + 1, (int) i * 5 + 5);
                store.awaitFolded(i * 5 + 5);
            }
        }
        run("UPDATE message_block SET messages = CAST(replace(messages, 't3', 't4') AS BLOB) WHERE first = 1;"
                + " DELETE FROM message_block WHERE first = 6");
        try (StoreUnderTest store = open()) {
            RoomClient lobby = store.room("lobby", time);
            assertEquals(RefusalCode.INTERNAL, lobby.history(1, 2).refusal().code());
            assertEquals(RefusalCode.INTERNAL, lobby.since(6, 2).refusal().code());
            assertEquals(RefusalCode.INTERNAL, lobby.since(6, 9).refusal().code());
            assertEquals(texts(13, 15), RoomClient.texts(lobby.history(3)));
            say(lobby, 16, 17);
            assertEquals(texts(13, 17), RoomClient.texts(lobby.history(5)));
        }
    }

    @Test
    void messagesOfManyBlocksAreFoundFromAnyPlace() throws Exception {
        try (StoreUnderTest store = open()) {
            RoomClient lobby = store.room("lobby", time);
            say(lobby, 1, 5_000);
            store.awaitFolded(5_000);
            say(lobby, 5_001, 5_300);
        }
        try (StoreUnderTest store = open()) {
            RoomClient lobby = store.room("lobby", time);
            assertTrue(number("SELECT count(*) FROM message_block") < 50);
            for (int from = 1; from <= 5_300; from += 97) {
                int to = Math.min(5_300, from + 400);
                assertEquals(texts(from, to), RoomClient.texts(lobby.since(from - 1L, to - from + 1)));
            }
        }
    }

    @Test
    void messagesOfOneTurnAreOneRecord() throws Exception {
        TestLane lane = new TestLane();
        try (StoreUnderTest store = StoreUnderTest.openWithoutFolding(file, time)) {
            MessageRepository.Log log = store.store().messages().open(RoomName.of("lobby"), lane);
            List<RecordingReply<Appended>> said = CompletableFuture.supplyAsync(
                            () -> IntStream.rangeClosed(1, 300)
                                    .mapToObj(i -> say(log, i, lane))
                                    .toList(),
                            lane)
                    .join();
            said.forEach(RecordingReply::value);
            assertEquals(1, number("SELECT count(*) FROM journal"));
        } finally {
            lane.close();
        }
    }

    private RecordingReply<Appended> say(MessageRepository.Log log, int number, TestLane lane) {
        RecordingReply<Appended> reply = new RecordingReply<>(lane);
        log.append(new Draft(UserName.of("alice"), Text.of("t" + number), time.unixMillis(), null), reply);
        return reply;
    }

    /** As the servers before blocks left it: a row for each message, and single messages in the journal. */
    @Test
    void fileOfTheSchemaWithoutBlocksKeepsItsHistory() throws Exception {
        long said = time.unixMillis();
        Files.createFile(file);
        for (String script : List.of("001-entries.sql", "002-messages.sql", "003-users.sql")) {
            try (var sql = SqliteStore.class.getResourceAsStream(script)) {
                run(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        run("PRAGMA user_version = 3; INSERT INTO meta VALUES ('epoch', 77)");
        try (OldMessages old = new OldMessages(SqliteFile.connect(file, false))) {
            old.room(1, "Lobby", 400);
            for (int i = 1; i <= 400; i++) {
                old.row(1, i, said, "alice", i == 400 ? "kept" : null, "t" + i);
            }
            old.journal("Lobby", 399, said, "alice", null, "t" + 399); // as a crash amid folding leaves it
            old.journal("Lobby", 400, said, "alice", "kept", "t" + 400);
            old.journal("Lobby", 401, said, "alice", null, "t401");
            old.journal("Lobby", 402, said, "bob", "new", "t402");
            old.journal("other", 1, said, "bob", null, "t1");
        }
        for (int i = 0; i < 2; i++) {
            try (StoreUnderTest store = open()) {
                RoomClient lobby = store.room("lobby", time);
                assertEquals(77, lobby.epoch());
                assertEquals(
                        List.of("t1"),
                        RoomClient.texts(store.room("other", time).history(10)));
                assertRepeats(400, lobby.sayOnce("alice", "kept", "x"));
                assertRepeats(402, lobby.sayOnce("bob", "new", "x"));
                say(lobby, 403 + i * 100, 502 + i * 100);
                int last = 502 + i * 100;
                assertEquals(texts(1, last), RoomClient.texts(lobby.history(1_000)));
                assertEquals(texts(395, 405), RoomClient.texts(lobby.since(394, 11)));
                assertEquals(texts(1, 10), RoomClient.texts(lobby.since(0, 10)));
            }
        }
        assertEquals(400, number("SELECT count(*) FROM message"));
    }

    @Test
    void damagedRoomKeepsTheServerFromStarting() throws Exception {
        try (StoreUnderTest store = open()) {
            say(store.room("lobby", time), 1, 10);
        }
        run("UPDATE room SET last = 9");
        StoreException refused = assertThrows(StoreException.class, this::open);
        assertTrue(refused.getMessage().contains("room 1 is damaged"), refused.getMessage());
    }

    @Test
    void historyIsRefusedOnceTheStoreIsClosed() throws Exception {
        try (StoreUnderTest store = open()) {
            say(store.room("lobby", time), 1, 600);
        }
        StoreUnderTest store = open();
        RoomClient lobby = store.room("lobby", time);
        store.store().close();
        assertEquals(RefusalCode.SHUTTING_DOWN, lobby.history(10).refusal().code());
        assertEquals(
                RefusalCode.SHUTTING_DOWN, lobby.say("alice", "x").refusal().code());
        assertFalse(Files.exists(StoreUnderTest.wal(file)));
    }

    private void run(String sql) throws Exception {
        try (Connection connection = SqliteFile.connect(file, false);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private long number(String sql) throws Exception {
        try (Connection connection = SqliteFile.connect(file, true);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.getLong(1);
        }
    }
}
