package maru.application.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import maru.application.port.Joined;
import maru.application.port.RoomInfo;
import maru.application.testing.ManualLanes;
import maru.application.testing.ManualLanes.ManualLane;
import maru.application.testing.RecordingReply;
import maru.application.testing.SettableTime;
import maru.application.testing.Talk;
import maru.application.testing.TalkClient;
import maru.domain.RefusalCode;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms whose lane is not their members', in orders that are rare. */
final class RoomTest {
    private static final RoomName DEV = RoomName.of("dev");

    private final SettableTime time = new SettableTime();
    private final ManualLanes lanes = new ManualLanes(3, time);
    private final Talk talk = new Talk(time, lanes);
    private final ManualLane dev = lanes.of(DEV.hashCode());
    private final ManualLane one = lanes.besides(DEV.hashCode(), 0);
    private final ManualLane other = lanes.besides(DEV.hashCode(), 1);

    @Test
    void aFaultOfTheRepositoryIsToldToWhoSpokeAndTheRoomGoesOn() {
        TalkClient alice = guest(one, "alice");
        TalkClient bob = guest(other, "bob");
        alice.join("dev");
        lanes.runAll();
        talk.messages.failNext();
        RecordingReply<Long> said = alice.say("dev", "lost");
        one.runAll();
        assertThrows(IllegalStateException.class, lanes::runAll);
        lanes.runAll();
        assertEquals(RefusalCode.INTERNAL, said.refusal().code());
        RecordingReply<Joined> joined = bob.join("dev");
        lanes.runAll();
        assertTrue(joined.isAnswered());
        RecordingReply<Long> next = alice.say("dev", "heard");
        lanes.runAll();
        assertEquals(1, next.value());
        assertTrue(bob.seen().contains("message dev 1 alice: heard"));
    }

    @Test
    void whatFailsForOneWhoWaitedIsToldAndTheNextHasItsTurn() {
        TalkClient alice = guest(one, "alice");
        TalkClient bob = guest(other, "bob");
        TalkClient carol = guest(other, "carol");
        List.of(alice, bob).forEach(client -> client.join("dev"));
        lanes.runAll();
        talk.messages.answers().hold();
        alice.say("dev", "1");
        one.runAll();
        lanes.runAll();
        RecordingReply<Joined> joined = carol.join("dev");
        RecordingReply<Long> second = bob.say("dev", "2");
        RecordingReply<List<UserName>> who = bob.who("dev", null);
        lanes.runAll();
        talk.messages.failNext();
        talk.messages.answers().release();
        assertThrows(IllegalStateException.class, lanes::runAll);
        lanes.runAll();
        assertTrue(joined.isAnswered());
        assertEquals(RefusalCode.INTERNAL, second.refusal().code());
        assertEquals(3, who.value().size());
    }

    @Test
    void membersOfSeveralLanesSeeOneOrder() {
        TalkClient alice = guest(one, "alice");
        TalkClient bob = guest(other, "bob");
        TalkClient carol = guest(dev, "carol");
        List.of(alice, bob, carol).forEach(client -> client.join("dev"));
        lanes.runAll();
        talk.audience.clear();
        alice.say("dev", "1");
        bob.say("dev", "2");
        other.runAll();
        one.runAll();
        lanes.runAll();
        List<String> messages = List.of("message dev 1 bob: 2", "message dev 2 alice: 1");
        assertEquals(messages, carol.seen());
        assertEquals(messages, messagesSeenBy(alice));
        assertEquals(messages, messagesSeenBy(bob));
    }

    @Test
    void aMessageThatWasSaidBeforeTheJoinWasDoneIsNotSeenBeforeTheAnswer() {
        TalkClient alice = guest(dev, "alice");
        TalkClient bob = guest(one, "bob");
        alice.join("dev");
        lanes.runAll();
        talk.audience.clear();
        bob.join("dev");
        alice.say("dev", "early");
        one.runAll();
        alice.say("dev", "late");
        dev.runAll();
        assertEquals(List.of(), bob.seen());
        one.runAll();
        assertEquals(List.of("joined dev 2", "message dev 2 alice: late"), bob.seen());
    }

    @Test
    void aMessageThatIsOnItsWayIsSeenBeforeTheRoomIsLeft() {
        TalkClient alice = guest(dev, "alice");
        TalkClient bob = guest(one, "bob");
        alice.join("dev");
        bob.join("dev");
        lanes.runAll();
        talk.audience.clear();
        bob.leave("dev");
        alice.say("dev", "early");
        dev.runAll();
        one.runOne();
        alice.say("dev", "on its way");
        dev.runAll();
        one.runAll();
        alice.say("dev", "late");
        lanes.runAll();
        assertEquals("left dev", bob.seen().get(bob.seen().size() - 1));
        assertFalse(bob.seen().contains("message dev 3 alice: late"));
        assertTrue(bob.seen().contains("message dev 1 alice: early"));
    }

    @Test
    void requestsOfOneMemberAreDoneInTheirOrder() {
        TalkClient alice = guest(one, "alice");
        talk.audience.clear();
        alice.join("dev");
        alice.say("dev", "hello");
        alice.leave("dev");
        alice.say("dev", "again");
        lanes.runAll();
        assertEquals(
                List.of("error not-a-member", "joined dev 1", "left dev", "message dev 1 alice: hello", "sent 1"),
                alice.seen().stream().sorted().toList());
    }

    @Test
    void whoEndedWhileItsJoinWasUnderWayIsNoMember() {
        TalkClient alice = guest(dev, "alice");
        TalkClient bob = guest(one, "bob");
        alice.join("dev");
        lanes.runAll();
        talk.audience.clear();
        RecordingReply<Joined> joined = bob.join("dev");
        one.runOne();
        bob.lose();
        one.runOne();
        lanes.runAll();
        assertTrue(joined.isAnswered());
        RecordingReply<List<UserName>> who = alice.who("dev", null);
        lanes.runAll();
        assertEquals(List.of(UserName.of("alice")), who.value());
        assertEquals(countOf(alice, "entered dev bob"), countOf(alice, "exited dev bob"));
    }

    @Test
    void whoEndedWhileItsJoinMadeTheRoomLeavesAnEmptyRoomThatGoes() {
        TalkClient bob = guest(one, "bob");
        bob.join("dev");
        one.runOne();
        bob.lose();
        lanes.runAll();
        assertEquals(List.of(new RoomInfo(RoomName.GENERAL, 0)), talk.moderation.rooms());
        time.advance(600_000);
        lanes.handOverDue();
        lanes.runAll();
        assertFalse(talk.messages.isKept(DEV));
    }

    @Test
    void aRoomThatSomebodyIsAboutToJoinStays() {
        TalkClient alice = guest(one, "alice");
        alice.join("dev");
        alice.leave("dev");
        lanes.runAll();
        time.advance(600_000);
        lanes.handOverDue();
        RecordingReply<Joined> joined = alice.join("dev");
        one.runAll();
        dev.runOne();
        assertTrue(talk.messages.isKept(DEV));
        lanes.runAll();
        assertEquals(1, joined.value().members());
        RecordingReply<Long> sent = alice.say("dev", "hello");
        lanes.runAll();
        assertEquals(1L, sent.value());
    }

    @Test
    void theUsersOtherConnectionExitsWhenTheNewOneEnters() {
        TalkClient alice = guest(dev, "alice");
        TalkClient old = guest(one, "bob");
        old.join("dev");
        alice.join("dev");
        lanes.runAll();
        String token = old.token();
        talk.audience.clear();
        TalkClient bob = talk.connect(other);
        bob.resume(token);
        lanes.runAll();
        assertEquals(List.of("exited general bob", "entered general bob"), alice.seen());
        assertEquals(List.of("ended REPLACED"), old.seen());
        assertEquals("welcome bob", bob.seen().get(0));
        old.lose();
        lanes.runAll();
        assertEquals(List.of("exited general bob", "entered general bob", "exited dev bob"), alice.seen());
        RecordingReply<List<UserName>> who = bob.who("general", null);
        lanes.runAll();
        assertEquals(List.of(UserName.of("alice"), UserName.of("bob")), who.value());
    }

    @Test
    void theUsersOtherConnectionSaysNothingAnyMore() {
        TalkClient old = guest(one, "bob");
        String token = old.token();
        talk.connect(other).resume(token);
        lanes.runAll();
        RecordingReply<Long> sent = old.say("general", "ghost");
        lanes.runAll();
        assertEquals(RefusalCode.NOT_A_MEMBER, sent.refusal().code());
    }

    @Test
    void theUsersOtherConnectionDoesNotComeBack() {
        TalkClient old = guest(one, "bob");
        String token = old.token();
        TalkClient bob = talk.connect(other);
        bob.resume(token);
        lanes.runAll();
        old.join("general");
        old.join("dev");
        lanes.runAll();
        old.lose();
        lanes.runAll();
        RecordingReply<Long> sent = bob.say("general", "still here");
        lanes.runAll();
        assertEquals(1L, sent.value());
        assertEquals(List.of(new RoomInfo(RoomName.GENERAL, 1)), talk.moderation.rooms());
    }

    /** Four users come to a room, talk, leave, lose their connections and come back, on three lanes, in any order. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void membersSeeEachOtherComeAndGoAndMissNoMessageInAnyOrder(int seed) {
        Random random = new Random(seed);
        List<TalkClient> users = new ArrayList<>();
        List<TalkClient> all = new ArrayList<>();
        for (int at = 0; at < 4; at++) {
            users.add(guest(lanes.lane(at % 3), "user" + at));
        }
        all.addAll(users);
        for (int step = 0; step < 2_000; step++) {
            int at = random.nextInt(users.size());
            TalkClient user = users.get(at);
            switch (random.nextInt(12)) {
                case 0, 1 -> user.join("dev");
                case 2 -> user.leave("dev");
                case 3, 4 -> user.say("dev", "step " + step);
                case 5 -> {
                    if (user.isWelcome()) {
                        TalkClient next = talk.connect(lanes.lane(random.nextInt(3)));
                        next.resume(user.token());
                        users.set(at, next);
                        all.add(next);
                        if (random.nextBoolean()) {
                            user.lose();
                        }
                    }
                }
                default -> lanes.lane(random.nextInt(3)).runOne();
            }
        }
        lanes.runAll();
        all.stream().filter(client -> !users.contains(client)).forEach(TalkClient::lose);
        lanes.runAll();
        all.forEach(RoomTest::assertSeesWhole);
        users.forEach(user -> user.join("dev"));
        lanes.runAll();
        RecordingReply<List<UserName>> who = users.get(0).who("dev", null);
        lanes.runAll();
        assertEquals(4, who.value().size());
        all.forEach(TalkClient::lose);
        lanes.runAll();
        assertEquals(List.of(new RoomInfo(RoomName.GENERAL, 0)), talk.moderation.rooms());
        time.advance(600_000);
        lanes.handOverDue();
        lanes.runAll();
        assertFalse(talk.messages.isKept(DEV));
    }

    /** While somebody is in the room, ids have no gaps, and nobody enters or exits twice. */
    private static void assertSeesWhole(TalkClient client) {
        Map<String, String> lastOf = new HashMap<>();
        long last = 0;
        for (String what : client.seen()) {
            String[] words = what.split(" ", -1);
            switch (words[0]) {
                case "left" -> {
                    last = 0;
                    lastOf.clear();
                }
                case "message" -> {
                    long id = Long.parseLong(words[2]);
                    assertTrue(last == 0 || id == last + 1, () -> what + " of " + client.seen());
                    last = id;
                }
                case "entered", "exited" -> {
                    if (words[1].equals("dev")) {
                        assertNotEquals(words[0], lastOf.put(words[2], words[0]), () -> what + " " + client.seen());
                    }
                }
                default -> {}
            }
        }
    }

    private TalkClient guest(ManualLane lane, String name) {
        TalkClient client = talk.guest(lane, name);
        lanes.runAll();
        return client;
    }

    private static List<String> messagesSeenBy(TalkClient client) {
        return client.seen().stream().filter(what -> what.startsWith("message")).toList();
    }

    private static long countOf(TalkClient client, String what) {
        return client.seen().stream().filter(what::equals).count();
    }
}
