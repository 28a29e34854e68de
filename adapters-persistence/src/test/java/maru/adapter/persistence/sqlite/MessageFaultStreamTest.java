package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.SqliteOptions;
import maru.adapter.persistence.sqlite.FaultyDisk.Outcome;
import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.MessageRepository.Appended;
import maru.application.testing.RoomClient;
import maru.application.testing.SettableTime;
import maru.application.testing.TestLane;
import maru.domain.Refusal;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;

/**
 * Users say things, each with a key and again until it is said, while the disk fails again and again: a member sees
 * every message once, in the order of ids.
 */
class MessageFaultStreamTest {
    private static final int USERS = 3;
    private static final int FAULTS = 2;

    private final SettableTime time = new SettableTime();
    private final TestLane lane = new TestLane();
    private final AtomicBoolean isOver = new AtomicBoolean();

    /** What a member of each room was pushed. */
    private final Map<RoomName, List<Message>> pushed = new ConcurrentHashMap<>();

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        lane.close();
    }

    @Test
    void everyMessageIsSaidOnceThoughCommitsAreRefused() throws Exception {
        run(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void everyMessageIsSaidOnceThoughCommitsAreUncertain(Outcome outcome) throws Exception {
        run(SQLiteErrorCode.SQLITE_IOERR_FSYNC, outcome);
    }

    private void run(SQLiteErrorCode code, Outcome outcome) throws Exception {
        Path file = directory.resolve("maru.db");
        FaultyDisk disk = new FaultyDisk(file);
        SqliteStore store = open(file, disk);
        store.messages().announceTo(this::push);
        store.start();
        ExecutorService threads = Executors.newFixedThreadPool(2 * USERS);
        List<Future<Integer>> said = new ArrayList<>();
        for (int i = 0; i < 2 * USERS; i++) {
            String room = "room" + i % 2;
            String user = "user" + i;
            said.add(threads.submit(() -> talk(store.messages(), room, user)));
        }
        for (int i = 0; i < FAULTS; i++) {
            fail(store, disk, code, outcome);
        }
        isOver.set(true);
        int total = 0;
        for (Future<Integer> count : said) {
            total += count.get();
        }
        threads.shutdown();
        check(store, total);
        store.close();
        SqliteStore again = open(file, disk);
        again.start();
        check(again, total);
        again.close();
    }

    private SqliteStore open(Path file, FaultyDisk disk) throws Exception {
        return SqliteStore.open(new SqliteOptions(file, Durability.POWER, Long.MAX_VALUE), time, disk);
    }

    private static void fail(SqliteStore store, FaultyDisk disk, SQLiteErrorCode code, Outcome outcome) {
        long failed = figure(store, "store.failed-commits");
        disk.failWith(code, outcome);
        while (figure(store, "store.failed-commits") == failed) {
            Thread.onSpinWait();
        }
        disk.heal();
        long commits = figure(store, "store.commits");
        while (figure(store, "store.commits") < commits + 20) {
            Thread.onSpinWait();
        }
    }

    private static long figure(SqliteStore store, String name) {
        return store.statistics().statistics().get(name);
    }

    private void check(SqliteStore store, int total) {
        assertEquals(total, figure(store, "store.messages"));
        for (RoomName room : pushed.keySet()) {
            RoomClient client = new RoomClient(store.messages(), time, lane, room.shown());
            List<Message> seen = pushed.get(room);
            assertEquals(
                    LongStream.rangeClosed(1, client.last()).boxed().toList(),
                    seen.stream().map(Message::id).toList());
            assertEquals(seen, client.history(Integer.MAX_VALUE).value());
            assertEquals(
                    seen.size(), seen.stream().map(Message::text).distinct().count());
        }
    }

    private void push(Message message) {
        assertTrue(lane.isCurrent());
        pushed.computeIfAbsent(message.room(), any -> new ArrayList<>()).add(message);
    }

    /** Returns how many messages the user has said. */
    private int talk(MessageRepository messages, String room, String user) {
        MessageRepository.Log log = messages.open(RoomName.of(room), lane);
        int count = 0;
        while (!isOver.get()) {
            List<Attempt> attempts = new ArrayList<>();
            for (int i = 0; i < 20; i++, count++) {
                attempts.add(new Attempt(log, user, user + " " + count));
            }
            attempts.forEach(Attempt::begin);
            attempts.forEach(Attempt::finish);
        }
        return count;
    }

    /** One message, said until it is. */
    private final class Attempt implements Reply<Appended> {
        private final MessageRepository.Log log;
        private final MessageRepository.Draft draft;
        private CompletableFuture<Boolean> isSaid = new CompletableFuture<>();

        Attempt(MessageRepository.Log log, String user, String text) {
            this.log = log;
            OnceKey key = OnceKey.of(text.getBytes(StandardCharsets.UTF_8));
            this.draft = new MessageRepository.Draft(UserName.of(user), Text.of(text), time.unixMillis(), key);
        }

        void begin() {
            lane.execute(() -> log.append(draft, this));
        }

        void finish() {
            while (!isSaid.join()) {
                isSaid = new CompletableFuture<>();
                begin();
            }
        }

        @Override
        public void done(Appended result) {
            if (result.message() != null) {
                push(result.message());
            }
            isSaid.complete(true);
        }

        @Override
        public void refused(Refusal why) {
            isSaid.complete(false);
        }

        @Override
        public Reply<Appended> later() {
            return this;
        }

        @Override
        public Lane lane() {
            return lane;
        }
    }
}
