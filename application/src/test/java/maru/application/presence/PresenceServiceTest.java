package maru.application.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import maru.application.limits.Limit;
import maru.application.port.UserInfo;
import maru.application.testing.Counts;
import maru.application.testing.InMemoryMessages;
import maru.application.testing.RecordingReply;
import maru.application.testing.SameLane;
import maru.application.testing.SettableTime;
import maru.application.testing.Talk;
import maru.application.testing.TalkClient;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.account.Account;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PresenceServiceTest {
    private final SettableTime time = new SettableTime();
    private final SameLane lane = new SameLane(time);
    private final Talk talk = new Talk(time, lane);
    private final TalkClient alice = talk.guest(lane, "Alice");

    @BeforeEach
    void leaveTheRoomWhereUsersEnter() {
        alice.leave("general");
    }

    @Test
    void asksWhoIsNotLoggedInToLogIn() {
        TalkClient nobody = talk.connect(lane);
        assertEquals(RefusalCode.LOGIN_REQUIRED, nobody.whois("alice").refusal().code());
        assertEquals(
                RefusalCode.LOGIN_REQUIRED, nobody.follow("alice").refusal().code());
        assertEquals(
                RefusalCode.LOGIN_REQUIRED, nobody.unfollow("alice").refusal().code());
    }

    @Test
    void connectionFollowsSoManyUsersAndNoMore() {
        Talk limited = new Talk(
                time, lane, Counts.of(time, Map.of(Limit.FOLLOWS, 2L)), new InMemoryMessages(time, true, 1_000), 100);
        TalkClient mina = limited.guest(lane, "mina");
        mina.follow("bob").value();
        mina.follow("carol").value();
        Refusal refusal = mina.follow("dave").refusal();
        assertEquals(RefusalCode.LIMIT, refusal.code());
        assertTrue(refusal.detail().contains("2 users"), refusal.detail());
        mina.follow("BOB").value();
        mina.unfollow("bob").value();
        mina.follow("dave").value();
        limited.guest(lane, "joon").follow("dave").value();
    }

    @Test
    void whoIsOnlineWasSeenNow() {
        time.advance(5_000);
        assertInfo("Alice", true, time.unixMillis(), alice.whois("ALICE"));
    }

    @Test
    void whoIsAwayWasSeenWhenTheConnectionEnded() {
        TalkClient bob = talk.guest(lane, "Bob");
        bob.lose();
        long gone = time.unixMillis();
        time.advance(5_000);
        assertInfo("Bob", false, gone, alice.whois("bob"));
    }

    @Test
    void whoIsOnlineWhenTheServerDiesWasSeenComing() {
        talk.guest(lane, "Bob");
        long came = time.unixMillis();
        time.advance(5_000);
        RecordingReply<UserInfo> stored = new RecordingReply<>(lane);
        talk.lastSeen.find(UserName.of("bob"), stored);
        assertInfo("Bob", false, came, stored);
    }

    @Test
    void whoseOtherConnectionEndedIsStillOnline() {
        TalkClient old = talk.guest(lane, "bob");
        talk.connect(lane).resume(old.token());
        old.lose();
        assertInfo("bob", true, time.unixMillis(), alice.whois("bob"));
    }

    @Test
    void nobodyKnowsWhoWasNeverSeen() {
        assertEquals(RefusalCode.NO_SUCH_USER, alice.whois("bob").refusal().code());
        alice.follow("bob");
        assertEquals(RefusalCode.NO_SUCH_USER, alice.whois("bob").refusal().code());
    }

    @Test
    void whoRegisteredAndWasNotSeenSinceWasSeenThen() {
        Account bob = new Account(UserName.of("Bob"), "hash", 1_000, List.of());
        talk.accounts.save(null, bob, new RecordingReply<>(lane));
        assertInfo("Bob", false, 1_000, alice.whois("bob"));
    }

    @Test
    void anAnswerThatComesLaterIsGivenToo() {
        talk.guest(lane, "bob").lose();
        talk.lastSeen.answers().hold();
        RecordingReply<UserInfo> seen = alice.whois("bob");
        RecordingReply<UserInfo> unseen = alice.whois("nobody");
        RecordingReply<UserInfo> refused = alice.whois("bob");
        assertFalse(seen.isAnswered());
        talk.lastSeen.answers().releaseOne();
        talk.lastSeen.answers().releaseOne();
        Refusal why = new Refusal(RefusalCode.STORAGE_FAILED, "the disk is full");
        talk.lastSeen.answers().refuseNext(why);
        talk.lastSeen.answers().release();
        assertFalse(seen.value().isOnline());
        assertEquals(RefusalCode.NO_SUCH_USER, unseen.refusal().code());
        assertEquals(why, refused.refusal());
    }

    @Test
    void aFollowerIsShownWhatIsSoNowAndEveryChange() {
        talk.audience.clear();
        assertEquals(UserName.of("bob"), alice.follow("bob").value());
        TalkClient bob = talk.guest(lane, "Bob");
        bob.quit();
        talk.guest(lane, "bob");
        alice.follow("bob");
        assertEquals(
                List.of("bob", "away bob", "online Bob", "away Bob", "online bob", "bob", "online bob"), alice.seen());
    }

    @Test
    void aFollowerOfAHeldNameIsShownThatTheUserIsBack() {
        alice.follow("bob");
        TalkClient bob = talk.guest(lane, "bob");
        bob.lose();
        talk.audience.clear();
        talk.connect(lane).resume(bob.token());
        assertEquals(List.of("online bob"), alice.seen());
    }

    @Test
    void whoFollowsTwiceIsShownChangesOnce() {
        alice.follow("bob");
        alice.follow("BOB");
        talk.audience.clear();
        talk.guest(lane, "bob");
        assertEquals(List.of("online bob"), alice.seen());
    }

    @Test
    void whoUnfollowsIsShownNoMore() {
        alice.follow("bob");
        assertEquals(UserName.of("Bob"), alice.unfollow("Bob").value());
        assertEquals(UserName.of("carol"), alice.unfollow("carol").value());
        talk.audience.clear();
        talk.guest(lane, "bob").quit();
        assertEquals(List.of(), alice.seen());
    }

    @Test
    void aFollowerWhoIsGoneIsShownNothing() {
        TalkClient carol = talk.guest(lane, "carol");
        carol.follow("bob");
        carol.lose();
        talk.audience.clear();
        talk.guest(lane, "bob").quit();
        assertEquals(List.of(), carol.seen());
    }

    private static void assertInfo(String name, boolean isOnline, long lastSeen, RecordingReply<UserInfo> reply) {
        UserInfo info = reply.value();
        assertEquals(name, info.name().shown());
        assertEquals(isOnline, info.isOnline());
        assertEquals(lastSeen, info.lastSeen());
    }
}
