package maru.application.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.MessageRepository.Appended;
import maru.application.port.out.TimeSource;
import maru.domain.RefusalCode;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ids, history and keys of what is said in rooms: every store runs this. */
public abstract class MessageRepositoryContract {
    protected final SettableTime time = new SettableTime();
    protected final TestLane lane = new TestLane();
    private final TestLane otherLane = new TestLane();
    protected MessageRepository messages;
    protected RoomClient lobby;

    /** A store that is open and empty, keeps 100 messages of a room or more, and knows no other clock than this one. */
    protected abstract MessageRepository open(TimeSource time) throws Exception;

    protected abstract void close() throws Exception;

    @BeforeEach
    final void begin() throws Exception {
        messages = open(time);
        lobby = new RoomClient(messages, time, lane, "Lobby");
    }

    @AfterEach
    final void end() throws Exception {
        close();
        lane.close();
        otherLane.close();
    }

    private RoomClient inOtherRoom() {
        return new RoomClient(messages, time, otherLane, "other");
    }

    /** Says {@code t1}, {@code t2} and so on. */
    protected static void say(RoomClient room, int count) {
        List<RecordingReply<Appended>> said = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            said.add(room.say("alice", "t" + i));
        }
        said.forEach(RecordingReply::value);
    }

    /** {@code t(from)} up to {@code t(to)}. */
    protected static List<String> texts(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "t" + i).toList();
    }

    protected static void assertGap(long oldest, RecordingReply<List<Message>> reply) {
        assertEquals(RefusalCode.GAP, reply.refusal().code());
        assertEquals(Long.toString(oldest), reply.refusal().detail());
    }

    private static void assertRepeats(long first, RecordingReply<Appended> reply) {
        assertEquals(first, reply.value().id());
        assertNull(reply.value().message());
    }

    private static long assertSaid(RecordingReply<Appended> reply) {
        assertNotNull(reply.value().message());
        return reply.value().id();
    }

    @Test
    void numbersMessagesFromOneInTheOrderInWhichTheyAreSaid() {
        List<RecordingReply<Appended>> said = IntStream.rangeClosed(1, 50)
                .mapToObj(i -> lobby.say(i % 2 == 0 ? "alice" : "bob", "t" + i))
                .toList();
        assertEquals(
                LongStream.rangeClosed(1, 50).boxed().toList(),
                said.stream().map(reply -> reply.value().id()).toList());
        assertEquals(50, lobby.last());
    }

    @Test
    void givesBackWhatWasSaid() {
        time.advance(5);
        Message said = lobby.say("Alice", "héllo,\tworld\nand 你好").value().message();

        assertEquals(List.of(said), lobby.history(10).value());
        assertEquals("Lobby", said.room().shown());
        assertEquals("Alice", said.from().shown());
        assertEquals("héllo,\tworld\nand 你好", said.text().toString());
        assertEquals(time.unixMillis(), said.time());
        assertEquals(1, said.id());
    }

    @Test
    void countsEachRoomApart() {
        say(lobby, 3);
        RoomClient other = inOtherRoom();
        assertEquals(0, other.last());
        assertEquals(1, other.say("bob", "x").value().id());
        assertEquals(4, lobby.say("bob", "y").value().id());
        assertEquals(List.of("1 bob: x"), RoomClient.inShort(other.history(10).value()));
    }

    @Test
    void answersComeInTheOrderOfIdsBeforeAnythingBehindThem() {
        List<RecordingReply<Appended>> said = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            said.add(lobby.say("alice", "t" + i));
        }
        said.get(99).value();
        assertTrue(said.stream().allMatch(RecordingReply::isAnswered));
        assertEquals(texts(1, 100), RoomClient.texts(lobby.history(100)));
    }

    @Test
    void nothingIsGivenBeforeItsOwnAnswer() {
        for (int i = 1; i <= 50; i++) {
            RecordingReply<Appended> said = lobby.say("alice", "t" + i);
            long last = lobby.last();
            assertTrue(last == i - 1 || said.isAnswered());
            assertTrue(lobby.history(1000).value().size() >= last);
            said.value();
            assertEquals(i, lobby.last());
        }
    }

    @Test
    void newRoomHasAnEpochAndNothingInIt() {
        assertTrue(lobby.epoch() > 0);
        assertEquals(0, lobby.last());
        assertEquals(List.of(), lobby.history(10).value());
        assertEquals(List.of(), lobby.since(0, 10).value());
    }

    @Test
    void historyIsTheNewestBeforeAnIdOldestFirst() {
        say(lobby, 20);
        assertEquals(texts(18, 20), RoomClient.texts(lobby.history(3)));
        assertEquals(texts(1, 20), RoomClient.texts(lobby.history(100)));
        assertEquals(texts(8, 10), RoomClient.texts(lobby.history(3, 11)));
        assertEquals(texts(1, 2), RoomClient.texts(lobby.history(3, 3)));
        assertEquals(texts(18, 20), RoomClient.texts(lobby.history(3, 21)));
        assertEquals(texts(18, 20), RoomClient.texts(lobby.history(3, 1_000)));
        assertEquals(List.of(), RoomClient.texts(lobby.history(3, 1)));
        assertEquals(texts(1, 20), RoomClient.texts(lobby.history(Integer.MAX_VALUE)));
    }

    @Test
    void sinceIsWhatCameBehindAnId() {
        say(lobby, 20);
        assertEquals(texts(18, 20), RoomClient.texts(lobby.since(17, 100)));
        assertEquals(texts(6, 7), RoomClient.texts(lobby.since(5, 2)));
        assertEquals(texts(1, 20), RoomClient.texts(lobby.since(0, 100)));
        assertEquals(List.of(), RoomClient.texts(lobby.since(20, 100)));
        assertEquals(texts(20, 20), RoomClient.texts(lobby.since(19, Integer.MAX_VALUE)));
    }

    @Test
    void sinceAnotherEpochOrAnIdThatWasNotGivenIsAGap() {
        assertGap(1, lobby.since(1, 10));
        assertGap(1, lobby.since(lobby.epoch() + 1, 0, 10));
        say(lobby, 3);
        assertGap(1, lobby.since(4, 10));
        assertGap(1, lobby.since(Long.MAX_VALUE, 10));
        assertGap(1, lobby.since(lobby.epoch() - 1, 2, 10));
    }

    @Test
    void sameKeyIsSaidOnce() {
        say(lobby, 2);
        long first = assertSaid(lobby.sayOnce("alice", "k", "hello"));
        assertEquals(3, first);
        assertRepeats(first, lobby.sayOnce("alice", "k", "hello"));
        assertRepeats(first, lobby.sayOnce("ALICE", "k", "something else"));
        assertEquals(3, lobby.last());
        assertEquals(
                List.of("3 alice: hello"), RoomClient.inShort(lobby.history(1).value()));
    }

    @Test
    void repeatOfWhatIsNotAnsweredYetIsAnsweredBehindIt() {
        List<RecordingReply<Appended>> first = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RecordingReply<Appended> said = lobby.sayOnce("alice", "k" + i, "x");
            RecordingReply<Appended> repeated = lobby.sayOnce("alice", "k" + i, "x");
            assertRepeats(i + 1, repeated);
            assertTrue(said.isAnswered());
            first.add(said);
        }
        first.forEach(MessageRepositoryContract::assertSaid);
    }

    @Test
    void sameKeyOfAnotherUserOrInAnotherRoomIsAnother() {
        assertSaid(lobby.sayOnce("alice", "k", "1"));
        assertEquals(2, assertSaid(lobby.sayOnce("bob", "k", "2")));
        assertEquals(1, assertSaid(inOtherRoom().sayOnce("alice", "k", "3")));
        assertEquals(3, assertSaid(lobby.sayOnce("alice", "K", "4")));
    }

    @Test
    void keyIsForgottenAfterTenMinutes() {
        long first = assertSaid(lobby.sayOnce("alice", "k", "1"));
        time.advance(OnceKey.KEPT_MILLIS - 1);
        assertRepeats(first, lobby.sayOnce("alice", "k", "1"));
        time.advance(1);
        long second = assertSaid(lobby.sayOnce("alice", "k", "1"));
        assertEquals(first + 1, second);
        assertRepeats(second, lobby.sayOnce("alice", "k", "1"));
    }

    @Test
    void systemsClockDoesNotChangeHowLongAKeyIsKept() {
        long first = assertSaid(lobby.sayOnce("alice", "k", "1"));
        time.setUnixMillis(time.unixMillis() + 10 * OnceKey.KEPT_MILLIS);
        assertRepeats(first, lobby.sayOnce("alice", "k", "1"));
        time.setUnixMillis(1_000);
        assertRepeats(first, lobby.sayOnce("alice", "k", "1"));
    }

    @Test
    void newestKeysOfAUserAreKeptOverAllRooms() {
        RoomClient other = inOtherRoom();
        assertSaid(lobby.sayOnce("alice", "first", "x"));
        assertSaid(lobby.sayOnce("bob", "first", "x"));
        for (int i = 1; i < OnceKey.KEPT_OF_USER; i++) {
            assertSaid((i % 2 == 0 ? lobby : other).sayOnce("alice", "k" + i, "x"));
        }
        assertRepeats(1, lobby.sayOnce("alice", "first", "x"));
        assertSaid(other.sayOnce("alice", "one more", "x"));
        assertSaid(lobby.sayOnce("alice", "first", "x"));
        assertRepeats(2, lobby.sayOnce("bob", "first", "x"));
    }

    @Test
    void roomIsSpelledAsItWasFirst() {
        say(lobby, 1);
        RoomClient same = new RoomClient(messages, time, lane, "LOBBY");
        assertEquals("Lobby", same.room());
        assertEquals(2, same.say("bob", "x").value().id());
        assertEquals("Lobby", same.history(1).value().get(0).room().shown());
        assertEquals(lobby.epoch(), same.epoch());
        assertEquals(2, lobby.last());
    }

    @Test
    void forgottenRoomIsAsItWasOrANewOne() {
        assertSaid(lobby.sayOnce("alice", "k", "x"));
        long epoch = lobby.epoch();
        messages.forget(lobby.log());
        RoomClient again = new RoomClient(messages, time, lane, "LOBBY");
        boolean isNew = again.epoch() != epoch;
        assertEquals(isNew ? "LOBBY" : "Lobby", again.room());
        assertEquals(isNew ? 0 : 1, again.last());
        assertEquals(isNew ? List.of() : List.of("x"), RoomClient.texts(again.history(10)));
        if (isNew) {
            assertTrue(again.epoch() > epoch);
            assertGap(1, again.since(epoch, 0, 10));
        }
        assertEquals(1, again.sayOnce("alice", "k", "x").value().id());
        assertEquals(1, again.last());
    }
}
