package maru.application.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.port.Joined;
import maru.application.port.RoomInfo;
import maru.application.port.out.MessageRepository.Draft;
import maru.application.testing.Counts;
import maru.application.testing.InMemoryMessages;
import maru.application.testing.RecordingReply;
import maru.application.testing.SameLane;
import maru.application.testing.SettableTime;
import maru.application.testing.Talk;
import maru.application.testing.TalkClient;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatServiceTest {
    private static final Refusal NO_ROOM_ON_DISK = new Refusal(RefusalCode.STORAGE_FAILED, "the disk is full");

    private final SettableTime time = new SettableTime();
    private final SameLane lane = new SameLane(time);
    private final Talk talk = new Talk(time, lane);

    @Test
    void everybodyIsInGeneralAfterLoggingIn() {
        TalkClient alice = guest("alice");
        TalkClient bob = guest("bob");
        assertEquals(List.of("welcome alice", "entered general bob"), alice.seen());
        assertEquals(List.of("welcome bob"), bob.seen());
        assertEquals(2, alice.join("general").value().members());
    }

    @Test
    void asksWhoIsNotLoggedInToLogIn() {
        TalkClient nobody = talk.connect(lane);
        Stream.of(
                        nobody.join("dev"),
                        nobody.leave("general"),
                        nobody.say("general", "hi"),
                        nobody.sayOnce("general", "k", "hi"),
                        nobody.tell("alice", "hi"),
                        nobody.rooms(null),
                        nobody.who("general", null),
                        nobody.history("general", 1, Long.MAX_VALUE),
                        nobody.since("general", 1, 0, 1))
                .forEach(reply ->
                        assertEquals(RefusalCode.LOGIN_REQUIRED, reply.refusal().code()));
        assertEquals(List.of(), talk.moderation.users());
    }

    @Test
    void whoJoinsIsToldOfTheRoomAndTheOthersOfWhoJoins() {
        TalkClient alice = guest("alice");
        TalkClient bob = guest("bob");
        assertEquals(1, alice.join("dev").value().members());
        alice.say("dev", "anybody?");
        talk.audience.clear();
        Joined joined = bob.join("DEV").value();
        assertEquals("dev", joined.room().shown());
        assertEquals(2, joined.members());
        assertEquals(1, joined.last());
        assertTrue(joined.epoch() > 0);
        assertEquals(List.of("joined dev 2"), bob.seen());
        assertEquals(List.of("entered dev bob"), alice.seen());
    }

    @Test
    void connectionIsInSoManyRoomsAndNoMore() {
        Talk limited = limitedTo(3, 100);
        TalkClient alice = limited.guest(lane, "alice");
        alice.join("a").value();
        alice.join("b").value();
        Refusal refusal = alice.join("c").refusal();
        assertEquals(RefusalCode.LIMIT, refusal.code());
        assertTrue(refusal.detail().contains("3 rooms"), refusal.detail());
        assertEquals(1, alice.join("A").value().members());
        assertEquals(1, alice.join("general").value().members());
        alice.leave("general").value();
        alice.join("c").value();
        assertEquals(RefusalCode.LIMIT, alice.join("general").refusal().code());
        limited.guest(lane, "bob").join("d").value();
    }

    @Test
    void whoIsInOneRoomAtATimeNeverMeetsTheLimit() {
        TalkClient alice = limitedTo(1, 100).guest(lane, "alice");
        for (String from = "general", to = "a"; to.length() < 5; from = to, to += "a") {
            assertEquals(RefusalCode.LIMIT, alice.join(to).refusal().code());
            alice.leave(from).value();
            alice.join(to).value();
        }
    }

    @Test
    void dryRunLetsInToMoreRoomsButMakesNoMoreThanThereMayBe() {
        Limits limits = Counts.dryRun(time, Map.of(Limit.ROOMS_JOINED, 1L));
        TalkClient alice =
                new Talk(time, lane, limits, new InMemoryMessages(time, true, 1_000), 2).guest(lane, "alice");
        alice.join("a").value();
        assertEquals(RefusalCode.LIMIT, alice.join("b").refusal().code());
        assertEquals(2, limits.statistics().get("limits.rooms-joined"));
        assertEquals(1, limits.statistics().get("limits.rooms"));
    }

    private Talk limitedTo(long roomsJoined, int rooms) {
        Limits limits = Counts.of(time, Map.of(Limit.ROOMS_JOINED, roomsJoined));
        return new Talk(time, lane, limits, new InMemoryMessages(time, true, 1_000), rooms);
    }

    @Test
    void aMemberWhoJoinsAgainIsAnsweredAndNobodyIsTold() {
        TalkClient alice = guest("alice");
        TalkClient bob = guest("bob");
        alice.join("dev");
        bob.join("dev");
        talk.audience.clear();
        assertEquals(2, bob.join("dev").value().members());
        bob.leave("dev");
        assertEquals(List.of("joined dev 2", "left dev"), bob.seen());
        assertEquals(List.of("exited dev bob"), alice.seen());
        assertEquals(List.of(UserName.of("alice")), alice.who("dev", null).value());
    }

    @Test
    void nobodyIsShownAnythingOfARoomAfterLeavingIt() {
        TalkClient alice = guest("alice");
        TalkClient bob = guest("bob");
        alice.join("dev");
        bob.join("dev");
        bob.leave("dev");
        talk.audience.clear();
        alice.say("dev", "alone");
        assertEquals(List.of(), bob.seen());
        assertEquals(RefusalCode.NOT_A_MEMBER, bob.say("dev", "hi").refusal().code());
        assertEquals(RefusalCode.NOT_A_MEMBER, bob.leave("dev").refusal().code());
    }

    @Test
    void whoIsGoneHasExitedEachRoomOnce() {
        TalkClient alice = guest("alice");
        TalkClient bob = guest("bob");
        alice.join("dev");
        bob.join("dev");
        talk.audience.clear();
        bob.lose();
        bob.lose();
        assertEquals(
                List.of("exited dev bob", "exited general bob"),
                alice.seen().stream().sorted().toList());
        assertEquals(List.of(), bob.seen());
    }

    @Test
    void allMembersSeeWhatIsSaidTheSenderToo() {
        TalkClient alice = guest("alice");
        TalkClient bob = guest("bob");
        TalkClient carol = guest("carol");
        alice.join("dev");
        bob.join("dev");
        talk.audience.clear();
        assertEquals(1L, alice.say("Dev", "hello").value());
        assertEquals(2L, bob.say("dev", "hi").value());
        assertEquals(List.of("sent 1", "message dev 1 alice: hello", "message dev 2 bob: hi"), alice.seen());
        assertEquals(List.of("message dev 1 alice: hello", "sent 2", "message dev 2 bob: hi"), bob.seen());
        assertEquals(List.of(), carol.seen());
    }

    @Test
    void theTimeOfAMessageIsTheUnixTime() {
        TalkClient alice = guest("alice");
        time.setUnixMillis(1_234_567);
        alice.say("general", "hello");
        assertEquals(
                1_234_567,
                alice.history("general", 1, Long.MAX_VALUE).value().get(0).time());
    }

    @Test
    void nobodySeesAMessageBeforeItIsRecorded() {
        TalkClient alice = guest("alice");
        TalkClient bob = guest("bob");
        talk.audience.clear();
        talk.messages.answers().hold();
        RecordingReply<Long> first = alice.say("general", "one");
        RecordingReply<Long> second = bob.say("general", "two");
        RecordingReply<List<Message>> history = bob.history("general", 9, Long.MAX_VALUE);
        assertFalse(first.isAnswered());
        assertFalse(history.isAnswered(), "it is to have what was said before it was asked for");
        assertEquals(List.of(), alice.seen());
        talk.messages.answers().release();
        assertEquals(2, history.value().size());
        assertEquals(1L, first.value());
        assertEquals(2L, second.value());
        assertEquals(List.of("sent 1", "message general 1 alice: one", "message general 2 bob: two"), alice.seen());
    }

    @Test
    void whoJoinsWhileAMessageIsBeingRecordedComesBehindIt() {
        TalkClient alice = guest("alice");
        TalkClient bob = guest("bob");
        alice.join("dev");
        talk.messages.answers().hold();
        alice.say("dev", "one");
        talk.audience.clear();
        RecordingReply<Joined> joined = bob.join("dev");
        assertFalse(joined.isAnswered());
        RecordingReply<Long> said = bob.say("dev", "two");
        talk.messages.answers().release();
        assertEquals(1, joined.value().last());
        talk.messages.answers().release();
        assertEquals(2L, said.value());
        assertEquals(List.of("joined dev 2", "sent 2", "message dev 2 bob: two"), bob.seen());
    }

    @Test
    void whoLeavesHearsFirstWhatItSaid() {
        TalkClient alice = guest("alice");
        TalkClient bob = guest("bob");
        talk.audience.clear();
        talk.messages.answers().hold();
        alice.say("general", "bye");
        alice.leave("general");
        talk.messages.answers().release();
        assertEquals(List.of("sent 1", "message general 1 alice: bye", "left general"), alice.seen());
        assertEquals(List.of("message general 1 alice: bye", "exited general alice"), bob.seen());
    }

    @Test
    void aMessageThatCanNotBeRecordedIsShownToNobodyAndTakesNoNumber() {
        TalkClient alice = guest("alice");
        TalkClient bob = guest("bob");
        talk.audience.clear();
        talk.messages.answers().refuseNext(NO_ROOM_ON_DISK);
        assertEquals(NO_ROOM_ON_DISK, alice.say("general", "lost").refusal());
        assertEquals(1L, alice.say("general", "kept").value());
        assertEquals(List.of("message general 1 alice: kept"), bob.seen());
    }

    @Test
    void aMessageThatWasRecordedAfterAllIsShown() {
        TalkClient alice = guest("alice");
        talk.audience.clear();
        lane.execute(() -> talk.messages.recordAfterAll(
                RoomName.GENERAL, new Draft(UserName.of("bob"), Text.of("late"), time.unixMillis(), null)));
        assertEquals(List.of("message general 1 bob: late"), alice.seen());
    }

    @Test
    void whatIsSaidOnceIsSaidOnceForTheSameKey() {
        TalkClient alice = guest("alice");
        TalkClient bob = guest("bob");
        talk.audience.clear();
        assertEquals(1L, alice.sayOnce("general", "k1", "hello").value());
        assertEquals(1L, alice.sayOnce("general", "k1", "hello").value());
        assertEquals(2L, alice.sayOnce("general", "k2", "hello").value());
        assertEquals(3L, bob.sayOnce("general", "k1", "hi").value());
        assertEquals(
                List.of("message general 1 alice: hello", "message general 2 alice: hello", "sent 3"),
                bob.seen().subList(0, 3));
        assertEquals(4, bob.seen().size());
    }

    @Test
    void whoAsksForARoomThatIsNotThereIsToldSo() {
        TalkClient alice = guest("alice");
        guest("bob").join("dev");
        assertEquals(RefusalCode.NO_SUCH_ROOM, alice.say("ops", "hi").refusal().code());
        assertEquals(RefusalCode.NO_SUCH_ROOM, alice.leave("ops").refusal().code());
        assertEquals(RefusalCode.NO_SUCH_ROOM, alice.who("ops", null).refusal().code());
        assertEquals(
                RefusalCode.NOT_A_MEMBER,
                alice.sayOnce("dev", "k", "hi").refusal().code());
        assertEquals(RefusalCode.NOT_A_MEMBER, alice.who("dev", null).refusal().code());
        assertEquals(
                RefusalCode.NOT_A_MEMBER,
                alice.history("dev", 1, Long.MAX_VALUE).refusal().code());
        assertEquals(
                RefusalCode.NOT_A_MEMBER, alice.since("dev", 1, 0, 1).refusal().code());
    }

    @Test
    void listsRoomsWithMembersAndThoseThatAlwaysExist() {
        Talk other = new Talk(time, lane, new InMemoryMessages(time, true, 9), 100, "lobby", "Zoo");
        TalkClient alice = other.guest(lane, "alice");
        alice.join("dev");
        alice.join("empty");
        alice.leave("empty");
        assertEquals(
                List.of(info("dev", 1), info("general", 1), info("lobby", 0), info("Zoo", 0)),
                alice.rooms(null).value());
        assertEquals(
                List.of(info("lobby", 0), info("Zoo", 0)),
                alice.rooms("general").value());
        assertEquals(List.of(), alice.rooms("zoo").value());
    }

    @Test
    void listsMembersInTheOrderOfTheirNames() {
        TalkClient alice = guest("alice");
        guest("Dora");
        guest("bob");
        guest("Carol");
        assertEquals(
                names("alice", "bob", "Carol", "Dora"),
                alice.who("general", null).value());
        assertEquals(names("Carol", "Dora"), alice.who("general", "BOB").value());
    }

    @Test
    void givesTheNewestMessagesOldestFirst() {
        TalkClient alice = guest("alice");
        Stream.of("1", "2", "3", "4").forEach(text -> alice.say("general", text));
        assertEquals(List.of(3L, 4L), ids(alice.history("general", 2, Long.MAX_VALUE)));
        assertEquals(List.of(1L, 2L), ids(alice.history("general", 5, 3)));
        assertEquals(List.of(), ids(alice.history("general", 5, 1)));
    }

    @Test
    void givesWhatCameAfterAnIdOrSaysThatThereIsAGap() {
        Talk other = new Talk(time, lane, new InMemoryMessages(time, true, 3), 100);
        TalkClient alice = other.guest(lane, "alice");
        Stream.of("1", "2", "3", "4").forEach(text -> alice.say("general", text));
        long epoch = alice.join("general").value().epoch();
        assertEquals(List.of(2L, 3L), ids(alice.since("general", epoch, 1, 2)));
        assertEquals(List.of(), ids(alice.since("general", epoch, 4, 2)));
        assertEquals(Refusal.gap(2), alice.since("general", epoch, 0, 9).refusal());
        assertEquals(Refusal.gap(2), alice.since("general", epoch, 5, 9).refusal());
        assertEquals(Refusal.gap(2), alice.since("general", epoch + 1, 3, 9).refusal());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void refusesLimitsBelowOneAndIdsThatAreNone(long number) {
        TalkClient alice = guest("alice");
        assertBadArguments(alice.history("general", number, Long.MAX_VALUE));
        assertBadArguments(alice.history("general", 1, number));
        assertBadArguments(alice.since("general", 1, 0, number));
        assertBadArguments(alice.since("general", 1, -1, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 1_001, Long.MAX_VALUE})
    void cutsLimitsToWhatAListMayCarry(long limit) {
        Talk other = new Talk(time, lane, new InMemoryMessages(time, true, 2_000), 100);
        TalkClient alice = other.guest(lane, "alice");
        for (int at = 0; at < 1_001; at++) {
            alice.say("general", "x");
        }
        long epoch = alice.join("general").value().epoch();
        assertEquals(1_000, ids(alice.history("general", limit, Long.MAX_VALUE)).size());
        assertEquals(1_000, ids(alice.since("general", epoch, 0, limit)).size());
    }

    @Test
    void roomsOfMoreThan1000MembersAreQuiet() {
        TalkClient alice = guest("alice");
        for (int at = 2; at <= 999; at++) {
            guest("user" + at);
        }
        talk.audience.clear();
        TalkClient thousandth = guest("thousandth");
        TalkClient next = guest("next");
        assertEquals(List.of("entered general thousandth"), alice.seen());
        next.leave("general");
        assertEquals(List.of("entered general thousandth"), alice.seen());
        thousandth.leave("general");
        assertEquals(List.of("entered general thousandth", "exited general thousandth"), alice.seen());
    }

    @Test
    void listsOfMembersAreCutAndGoOnBehindTheLast() {
        TalkClient alice = guest("alice");
        for (int at = 1_000; at < 2_001; at++) {
            guest("u" + at);
        }
        List<UserName> first = alice.who("general", null).value();
        assertEquals(1_000, first.size());
        assertEquals(
                names("u1999", "u2000"),
                alice.who("general", first.get(999).shown()).value());
    }

    @Test
    void refusesMoreRoomsThanThereMayBe() {
        Talk small = new Talk(time, lane, new InMemoryMessages(time, true, 9), 3, "lobby");
        TalkClient alice = small.guest(lane, "alice");
        alice.join("dev");
        assertEquals(RefusalCode.LIMIT, alice.join("ops").refusal().code());
        assertEquals(RefusalCode.NO_SUCH_ROOM, alice.say("ops", "hi").refusal().code());
        assertEquals(1, alice.join("lobby").value().members());
        alice.leave("dev");
        pass(600_000);
        assertEquals(1, alice.join("ops").value().members());
    }

    @Test
    void aRoomThatWasEmptyFor10MinutesIsForgotten() {
        TalkClient alice = guest("alice");
        long epoch = alice.join("dev").value().epoch();
        alice.say("dev", "hello");
        alice.leave("dev");
        pass(599_999);
        assertEquals(RefusalCode.NOT_A_MEMBER, alice.say("dev", "hi").refusal().code());
        pass(1);
        assertEquals(RefusalCode.NO_SUCH_ROOM, alice.say("dev", "hi").refusal().code());
        assertFalse(talk.messages.isKept(RoomName.of("dev")));
        Joined again = alice.join("dev").value();
        assertNotEquals(epoch, again.epoch());
        assertEquals(0, again.last());
    }

    @Test
    void aRoomOfAStoreThatForgetsNothingIsTheSameWhenItIsMadeAgain() {
        Talk durable = new Talk(time, lane, new InMemoryMessages(time, false, 9), 100);
        TalkClient alice = durable.guest(lane, "alice");
        long epoch = alice.join("Dev").value().epoch();
        alice.say("dev", "hello");
        alice.leave("dev");
        pass(600_000);
        assertEquals(RefusalCode.NO_SUCH_ROOM, alice.say("dev", "hi").refusal().code());
        Joined again = alice.join("dev").value();
        assertEquals(epoch, again.epoch());
        assertEquals(1, again.last());
        assertEquals("Dev", again.room().shown());
    }

    @Test
    void aRoomThatSomebodyJoinedMeanwhileStays() {
        TalkClient alice = guest("alice");
        TalkClient bob = guest("bob");
        alice.join("dev");
        alice.leave("dev");
        pass(300_000);
        bob.join("dev");
        pass(300_000);
        assertEquals(2, alice.join("dev").value().members());
        alice.leave("dev");
        bob.leave("dev");
        pass(599_999);
        assertTrue(talk.messages.isKept(RoomName.of("dev")));
        pass(1);
        assertFalse(talk.messages.isKept(RoomName.of("dev")));
    }

    @Test
    void aRoomIsEmptyFromWhenItsLastMemberLeft() {
        TalkClient alice = guest("alice");
        alice.join("dev");
        alice.leave("dev");
        pass(300_000);
        alice.join("dev");
        alice.leave("dev");
        pass(300_000);
        assertTrue(talk.messages.isKept(RoomName.of("dev")));
        pass(300_000);
        assertFalse(talk.messages.isKept(RoomName.of("dev")));
    }

    @Test
    void aRoomThatIsEnteredAndLeftAgainAndAgainIsLookedAtOnce() {
        TalkClient alice = guest("alice");
        for (int i = 0; i < 100; i++) {
            alice.join("dev");
            alice.leave("dev");
            pass(1_000);
        }
        assertEquals(1, lane.scheduledCount());
        pass(500_000);
        assertTrue(talk.messages.isKept(RoomName.of("dev")), "it was left less than 10 minutes ago");
        pass(99_000);
        assertFalse(talk.messages.isKept(RoomName.of("dev")));
        assertEquals(0, lane.scheduledCount());
    }

    @Test
    void aRoomWhoseMembersAreGoneIsForgottenToo() {
        TalkClient alice = guest("alice");
        alice.join("dev");
        alice.lose();
        pass(600_000);
        assertFalse(talk.messages.isKept(RoomName.of("dev")));
        assertTrue(talk.messages.isKept(RoomName.GENERAL));
    }

    @Test
    void roomsThatAlwaysExistAreNeverForgotten() {
        Talk other = new Talk(time, lane, new InMemoryMessages(time, true, 9), 100, "lobby");
        TalkClient alice = other.guest(lane, "alice");
        alice.join("lobby");
        alice.say("lobby", "hello");
        alice.leave("lobby");
        alice.leave("general");
        pass(600_000);
        assertEquals(1, alice.join("lobby").value().last());
        assertEquals(1, alice.join("general").value().members());
    }

    @Test
    void bothSeeAWhisperAndNobodyElse() {
        TalkClient alice = guest("alice");
        TalkClient bob = guest("Bob");
        TalkClient carol = guest("carol");
        talk.audience.clear();
        alice.tell("bob", "psst");
        assertEquals(List.of("sent 1", "whisper alice -> Bob: psst"), alice.seen());
        assertEquals(List.of("whisper alice -> Bob: psst"), bob.seen());
        assertEquals(List.of(), carol.seen());
        assertTrue(bob.tell("alice", "what?").value() > 1);
    }

    @Test
    void aWhisperToOneselfIsOne() {
        TalkClient alice = guest("alice");
        talk.audience.clear();
        alice.tell("ALICE", "note");
        assertEquals(List.of("sent 1", "whisper alice -> alice: note"), alice.seen());
    }

    @Test
    void nobodyTellsAGuestWhoIsAway() {
        TalkClient alice = guest("alice");
        guest("bob").lose();
        assertEquals(
                RefusalCode.NO_SUCH_USER, alice.tell("bob", "psst").refusal().code());
        assertEquals(
                RefusalCode.NO_SUCH_USER, alice.tell("nobody", "psst").refusal().code());
    }

    @Test
    void aWhisperForARegisteredUserWhoIsAwayIsKept() {
        TalkClient bob = talk.connect(lane);
        bob.register("Bob", "password");
        bob.lose();
        TalkClient alice = guest("alice");
        talk.audience.clear();
        alice.tell("bob", "psst");
        assertEquals(List.of("sent 1", "whisper alice -> Bob: psst"), alice.seen());
        assertEquals(1, talk.whispers.keptFor(UserName.of("bob")).size());
    }

    @Test
    void aWhisperThatCanNotBeKeptIsRefused() {
        TalkClient bob = talk.connect(lane);
        bob.register("bob", "password");
        bob.lose();
        TalkClient alice = guest("alice");
        talk.audience.clear();
        talk.whispers.keepAnswers().refuseNext(NO_ROOM_ON_DISK);
        assertEquals(NO_ROOM_ON_DISK, alice.tell("bob", "psst").refusal());
        assertEquals(List.of("error storage-failed"), alice.seen());
    }

    @Test
    void aWhisperIsDeliveredToWhoCameWhileItWasBeingKept() {
        TalkClient bob = talk.connect(lane);
        bob.register("bob", "password");
        bob.lose();
        TalkClient alice = guest("alice");
        talk.whispers.keepAnswers().hold();
        talk.whispers.takeAnswers().hold();
        alice.tell("bob", "psst");
        TalkClient again = talk.connect(lane);
        again.login("bob", "password");
        talk.whispers.takeAnswers().release();
        talk.whispers.keepAnswers().release();
        assertEquals(
                List.of("welcome bob", "whisper alice -> bob: psst"),
                again.seen().stream().distinct().toList());
        assertEquals(List.of(), talk.whispers.keptFor(UserName.of("bob")));
    }

    private void pass(long millis) {
        time.advance(millis);
        lane.runDue();
    }

    private TalkClient guest(String name) {
        return talk.guest(lane, name);
    }

    private static void assertBadArguments(RecordingReply<?> reply) {
        assertEquals(RefusalCode.BAD_ARGUMENTS, reply.refusal().code());
    }

    private static RoomInfo info(String name, int members) {
        return new RoomInfo(RoomName.of(name), members);
    }

    private static List<UserName> names(String... names) {
        return Stream.of(names).map(UserName::of).toList();
    }

    private static List<Long> ids(RecordingReply<List<Message>> reply) {
        return reply.value().stream().map(Message::id).toList();
    }
}
