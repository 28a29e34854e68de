package maru.application.moderation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import maru.application.port.BanMatches;
import maru.application.port.ClientInfo;
import maru.application.port.Welcome;
import maru.application.testing.RecordingReply;
import maru.application.testing.SameLane;
import maru.application.testing.SettableTime;
import maru.application.testing.Talk;
import maru.application.testing.TalkClient;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.UserName;
import maru.domain.moderation.AddressRange;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Target;
import org.junit.jupiter.api.Test;

/** Who is banned is turned away, and who is muted reads. */
final class SanctioningTest {
    private static final UserName BOB = UserName.of("bob");
    private static final Target USER_BOB = Target.of(BOB);
    private static final Target NET = Target.of(AddressRange.of("10.0.0.0/24"));

    private final SettableTime time = new SettableTime();
    private final SameLane lane = new SameLane(time);
    private final Talk talk = new Talk(time, lane);

    @Test
    void whoIsHereIsEndedAndComesNoMore() throws IOException {
        TalkClient alice = talk.guest(lane, "alice");
        TalkClient bob = talk.guest(lane, "Bob");
        String token = bob.token();
        assertEquals(1, talk.moderation.ban(USER_BOB, 60_000, "spam").ended());

        String terms = "you are banned until " + utc(60_000) + ": spam";
        assertTrue(
                bob.seen().contains("ended BANNED 60000 " + terms), bob.seen().toString());
        assertFalse(alice.seen().toString().contains("ended"));
        bob.quit();
        time.advance(1_000);
        assertTurnedAway("BANNED 59000 " + terms, client -> client.login("bOB"));
        assertTurnedAway("BANNED 59000 " + terms, client -> client.register("bob", "password"));
        assertTrue(talk.connect(lane).resume(token).isRefused());
        talk.guest(lane, "bobby").say("general", "hello").value();
    }

    @Test
    void aGuestsTokenDoesNotLetItBackIn() throws IOException {
        TalkClient bob = talk.guest(lane, "bob");
        String token = bob.token();
        bob.lose();
        talk.moderation.ban(USER_BOB, 0, "");
        TalkClient back = talk.connect(lane);
        assertEquals(RefusalCode.FORBIDDEN, back.resume(token).refusal().code());
        assertEquals(List.of("error forbidden", "ended BANNED -1 you are banned for good"), tail(back, 2));
    }

    @Test
    void aBanIsToldToWhoHasTheRightPasswordOrTokenOnly() throws IOException {
        TalkClient bob = talk.connect(lane);
        bob.register("bob", "password").value();
        String token = bob.token();
        talk.moderation.ban(USER_BOB, 0, "spam");
        bob.quit();

        TalkClient stranger = talk.connect(lane);
        assertEquals(
                RefusalCode.BAD_CREDENTIALS, stranger.login("bob").refusal().code());
        assertEquals(
                RefusalCode.BAD_CREDENTIALS,
                stranger.login("bob", "a wrong one").refusal().code());
        assertEquals(
                RefusalCode.NAME_TAKEN,
                stranger.register("bob", "password").refusal().code());
        assertEquals(
                RefusalCode.BAD_CREDENTIALS,
                stranger.resume("nonsense").refusal().code());
        assertFalse(stranger.seen().toString().contains("ended"));
        assertTurnedAway("BANNED -1 you are banned for good: spam", client -> client.login("bob", "password"));
        assertTurnedAway("BANNED -1 you are banned for good: spam", client -> client.resume(token));
    }

    /** The ban is in force between the look at it and the seat that is taken. */
    @Test
    void whoWasLoggingInMeanwhileIsEndedToo() throws IOException {
        TalkClient first = talk.connect(lane);
        first.register("bob", "password").value();
        first.quit();
        TalkClient bob = talk.connect(lane);
        talk.accounts.answers().hold();
        RecordingReply<Welcome> login = bob.login("bob", "password");
        assertEquals(0, talk.moderation.ban(USER_BOB, 0, "").ended());
        talk.accounts.answers().release();

        assertEquals(RefusalCode.FORBIDDEN, login.refusal().code());
        assertEquals(List.of("error forbidden", "ended BANNED -1 you are banned for good"), tail(bob, 2));
        bob.quit();
        assertEquals(List.of(), talk.moderation.users());
    }

    @Test
    void aBanEndsByItselfOrWhenItIsLifted() throws IOException {
        talk.moderation.ban(USER_BOB, 60_000, "");
        time.advance(60_000);
        talk.guest(lane, "bob").quit();
        Sanction ban = talk.moderation.ban(USER_BOB, 0, "").ban();
        assertTrue(talk.connect(lane).login("bob").isRefused());
        assertEquals(ban, talk.moderation.unban(Target.of(UserName.of("BOB"))));
        assertNull(talk.moderation.unban(USER_BOB));
        assertFalse(talk.connect(lane).login("bob").isRefused());
    }

    @Test
    void allFromARangeAreEndedLoggedInOrNot() throws IOException {
        TalkClient near = from("10.0.0.1", "near");
        TalkClient silent = talk.connect(lane, InetAddress.getByName("10.0.0.255"));
        TalkClient far = from("10.0.1.1", "far");
        assertEquals(2, talk.moderation.ban(NET, 0, "noise").ended());

        String told = "ended BANNED -1 your address is banned for good: noise";
        assertTrue(near.seen().contains(told), near.seen().toString());
        assertEquals(List.of(told), silent.seen());
        assertFalse(far.seen().toString().contains("ended"));
        assertNotNull(talk.admission.banOf(InetAddress.getByName("10.0.0.7")));
        assertNull(talk.admission.banOf(InetAddress.getByName("10.0.1.7")));
        assertNull(talk.admission.banOf(BOB));
    }

    @Test
    void isShownWhomABanMeetsBeforeItIsDone() throws IOException {
        TalkClient bob = from("10.0.0.1", "bob");
        bob.register("bob", "password").value();
        from("10.0.0.2", "carol");
        from("10.0.1.1", "far");
        talk.connect(lane, InetAddress.getByName("10.0.0.3"));
        talk.moderation.ban(Target.of(AddressRange.of("10.0.0.64/26")), 0, "");
        talk.moderation.ban(Target.of(AddressRange.of("10.9.0.0/16")), 0, "");

        BanMatches matches = talk.moderation.matches(NET);
        assertEquals(
                List.of("bob", "carol", "null"),
                matches.connections().stream().map(ClientInfo::name).toList());
        assertEquals(1, matches.registered());
        assertEquals(
                List.of("addresses 10.0.0.64/26"),
                matches.overlapping().stream()
                        .map(ban -> ban.target().toString())
                        .toList());

        BanMatches ofBob = talk.moderation.matches(USER_BOB);
        assertEquals(1, ofBob.connections().size());
        assertEquals(1, ofBob.registered());
        assertEquals(List.of(), ofBob.overlapping());
        BanMatches ofNobody = talk.moderation.matches(Target.of(UserName.of("nobody")));
        assertEquals(List.of(), ofNobody.connections());
        assertEquals(0, ofNobody.registered());
        assertEquals(2, talk.moderation.sanctions().size());
    }

    @Test
    void whoIsMutedReadsAndSaysNothing() throws IOException {
        TalkClient alice = talk.guest(lane, "alice");
        TalkClient bob = talk.guest(lane, "bob");
        bob.join("dev");
        talk.moderation.mute(UserName.of("BOB"), 60_000, "spam");
        talk.audience.clear();

        String why = "you may read on, and are muted until " + utc(60_000) + ": spam";
        for (RecordingReply<Long> refused : List.of(
                bob.say("general", "a"),
                bob.sayOnce("dev", "key", "b"),
                bob.tell("alice", "c"),
                bob.tell("bob", "d"))) {
            assertEquals(new Refusal(RefusalCode.FORBIDDEN, why), refused.refusal());
        }
        assertEquals(List.of(), alice.seen());
        assertEquals(RefusalCode.NO_SUCH_ROOM, bob.say("nowhere", "a").refusal().code());
        alice.say("general", "hello").value();
        alice.tell("bob", "psst").value();
        assertTrue(
                bob.seen().contains("message general 1 alice: hello"),
                bob.seen().toString());
        assertTrue(bob.seen().contains("whisper alice -> bob: psst"), bob.seen().toString());
        bob.join("new").value();
        bob.history("general", 10, Long.MAX_VALUE).value();
        bob.leave("dev").value();
    }

    @Test
    void aMuteOutlivesTheConnectionAndEndsInItsTime() throws IOException {
        TalkClient bob = talk.guest(lane, "bob");
        talk.moderation.mute(BOB, 60_000, "");
        bob.quit();
        TalkClient again = talk.guest(lane, "Bob");
        assertTrue(again.say("general", "a").isRefused());
        talk.guest(lane, "other").say("general", "a").value();
        time.advance(60_000);
        again.say("general", "b").value();

        Sanction mute = talk.moderation.mute(BOB, 0, "");
        assertTrue(again.say("general", "c").isRefused());
        assertEquals(mute, talk.moderation.unmute(BOB));
        assertNull(talk.moderation.unmute(BOB));
        again.say("general", "d").value();
    }

    @Test
    void whatCanNotBeRecordedIsNotDone() {
        TalkClient bob = talk.guest(lane, "bob");
        Refusal full = new Refusal(RefusalCode.STORAGE_FAILED, "the disk is full");
        for (Doing doing : List.<Doing>of(
                () -> talk.moderation.ban(USER_BOB, 0, ""),
                () -> talk.moderation.mute(BOB, 0, ""),
                () -> talk.moderation.unban(USER_BOB),
                () -> talk.moderation.unmute(BOB))) {
            talk.sanctions.answers().refuseNext(full);
            assertEquals(
                    "the disk is full",
                    assertThrows(IOException.class, doing::it).getMessage());
        }
        assertFalse(bob.seen().toString().contains("ended"));
        bob.say("general", "a").value();
    }

    @Test
    void bansAndMutesAreCounted() throws IOException {
        assertEquals(Map.of("bans", 0L, "mutes", 0L), talk.admission.statistics());
        talk.moderation.ban(USER_BOB, 0, "");
        talk.moderation.ban(NET, 60_000, "");
        talk.moderation.mute(BOB, 0, "");
        assertEquals(Map.of("bans", 2L, "mutes", 1L), talk.admission.statistics());
        time.advance(60_000);
        assertEquals(Map.of("bans", 1L, "mutes", 1L), talk.admission.statistics());
    }

    private interface Doing {
        void it() throws IOException;
    }

    private interface Entering {
        RecordingReply<Welcome> by(TalkClient client);
    }

    private void assertTurnedAway(String how, Entering entering) {
        TalkClient client = talk.connect(lane);
        Refusal refusal = entering.by(client).refusal();
        assertEquals(RefusalCode.FORBIDDEN, refusal.code());
        assertTrue(how.endsWith(refusal.detail()), refusal.detail());
        assertEquals(List.of("error forbidden", "ended " + how), client.seen());
    }

    private TalkClient from(String address, String name) throws UnknownHostException {
        TalkClient client = talk.connect(lane, InetAddress.getByName(address));
        client.login(name).value();
        return client;
    }

    private static List<String> tail(TalkClient client, int count) {
        List<String> seen = client.seen();
        return seen.subList(seen.size() - count, seen.size());
    }

    private String utc(long fromNow) {
        return java.time.Instant.ofEpochMilli(time.unixMillis() + fromNow)
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .toString();
    }
}
