package maru.adapter.persistence.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import maru.adapter.persistence.Store;
import maru.adapter.persistence.Stores;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.MessageRepository.Appended;
import maru.application.port.out.TimeSource;
import maru.application.testing.MessageRepositoryContract;
import maru.application.testing.RecordingReply;
import maru.application.testing.RoomClient;
import maru.application.testing.TestLane;
import maru.domain.RefusalCode;
import org.junit.jupiter.api.Test;

class InMemoryMessageRepositoryTest extends MessageRepositoryContract {
    private static final int HISTORY = 100;

    private Store store;

    @Override
    protected MessageRepository open(TimeSource time) {
        store = Stores.memory(time, 1_000, HISTORY);
        store.start();
        return store.messages();
    }

    @Override
    protected void close() {
        store.close();
    }

    @Test
    void keepsTheNewest() {
        say(lobby, 250);
        assertEquals(texts(151, 250), RoomClient.texts(lobby.history(1_000)));
        assertEquals(texts(151, 152), RoomClient.texts(lobby.history(10, 153)));
        assertEquals(List.of(), RoomClient.texts(lobby.history(10, 151)));
        assertEquals(texts(151, 250), RoomClient.texts(lobby.since(150, 1_000)));
        assertGap(151, lobby.since(149, 1_000));
        assertGap(151, lobby.since(0, 1));
        assertGap(151, lobby.since(251, 1_000));
        assertGap(151, lobby.since(lobby.epoch() + 1, 200, 1_000));
        assertEquals(250, lobby.last());
        assertEquals(HISTORY, figure("store.messages"));
        assertEquals(1, figure("store.rooms"));
        long epoch = lobby.epoch();
        messages.forget(lobby.log());
        assertEquals(0, figure("store.messages"));
        assertTrue(new RoomClient(messages, time, lane, "lobby").epoch() > epoch);
    }

    @Test
    void keepsLessWhereTheMessagesOfAllRoomsAreTooMuch() {
        long mebibyte = 1 << 20;
        try (Store small = Stores.memory(time, 1_000, 10_000, mebibyte)) {
            RoomClient quiet = new RoomClient(small.messages(), time, lane, "quiet");
            RoomClient busy = new RoomClient(small.messages(), time, lane, "busy");
            say(quiet, 100);
            say(busy, 20_000);

            assertEquals(texts(1, 100), RoomClient.texts(quiet.history(1_000)));
            assertEquals(20_000, busy.last());
            int kept = busy.history(1_000).value().size();
            assertEquals(texts(20_001 - kept, 20_000), RoomClient.texts(busy.history(1_000)));
            assertGap(busy.history(20_000).value().get(0).id(), busy.since(0, 1_000));
            long messages = small.statistics().statistics().get("store.messages");
            assertTrue(messages * 128 <= mebibyte && messages * 300 >= mebibyte, "messages " + messages);
            small.messages().forget(busy.log());
            assertEquals(100, small.statistics().statistics().get("store.messages"));
        }
    }

    private long figure(String name) {
        return store.statistics().statistics().get(name);
    }

    @Test
    void answersBeforeItReturns() {
        RecordingReply<Appended> said = lobby.say("alice", "x");
        assertTrue(said.isAnswered());
    }

    @Test
    void refusesToRecordOnceItIsClosed() {
        say(lobby, 1);
        store.close();
        assertEquals(
                RefusalCode.SHUTTING_DOWN, lobby.say("alice", "x").refusal().code());
        assertEquals(texts(1, 1), RoomClient.texts(lobby.history(10)));
    }

    @Test
    void epochsGrowThoughTheClockIsSetBack() {
        long epoch = lobby.epoch();
        time.setUnixMillis(1_000);
        RoomClient other = new RoomClient(messages, time, lane, "other");
        assertTrue(other.epoch() > epoch);
    }

    @Test
    void keysAreFoundFromAllLanes() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String name = "room" + t;
            threads.add(new Thread(() -> {
                try (TestLane own = new TestLane()) {
                    RoomClient room = new RoomClient(messages, time, own, name);
                    for (int i = 0; i < 500; i++) {
                        room.sayOnce("alice", "k" + i, "x").value();
                        room.sayOnce("user" + i, "k", "x").value();
                        room.sayOnce("user" + i, "k", "x").value();
                    }
                    assertEquals(1_000, room.last());
                }
            }));
        }
        List<Throwable> failures = new ArrayList<>();
        for (Thread thread : threads) {
            thread.setUncaughtExceptionHandler((failed, why) -> failures.add(why));
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
    }

    @Test
    void historyOfNoneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Stores.memory(time, 1_000, 0));
    }
}
