package maru.application.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import maru.application.port.Welcome;
import maru.application.testing.ManualLanes;
import maru.application.testing.RecordingReply;
import maru.application.testing.SameLane;
import maru.application.testing.SettableTime;
import maru.application.testing.Talk;
import maru.application.testing.TalkClient;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.account.Account;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountServiceTest {
    private static final long DAY = 86_400_000;
    private static final Refusal BUSY = new Refusal(RefusalCode.BUSY, "too many wait");
    private static final Refusal NO_ROOM_ON_DISK = new Refusal(RefusalCode.STORAGE_FAILED, "the disk is full");

    private final SettableTime time = new SettableTime();
    private final SameLane lane = new SameLane(time);
    private final Talk talk = new Talk(time, lane);

    @Test
    void aGuestIsWelcomedByItsNameAndWithAToken() {
        TalkClient alice = connect();
        Welcome welcome = alice.login("Alice").value();
        assertEquals(alice.caller().id(), welcome.id());
        assertEquals("Alice", welcome.name().shown());
        assertTrue(welcome.token().matches("[A-Za-z0-9_-]{43}"), welcome.token());
        assertEquals(List.of(UserName.of("alice")), talk.moderation.users());
        assertEquals(0, talk.passwords.work());
    }

    @Test
    void aNameThatIsInUseIsTaken() {
        guest("alice");
        assertRefused(RefusalCode.NAME_TAKEN, connect().login("ALICE"));
        assertRefused(RefusalCode.NAME_TAKEN, connect().register("alice", "password"));
    }

    @Test
    void aConnectionLogsInOnce() {
        TalkClient alice = guest("alice");
        String token = alice.token();
        assertRefused(RefusalCode.ALREADY_LOGGED_IN, alice.login("bob"));
        assertRefused(RefusalCode.ALREADY_LOGGED_IN, alice.login("alice", "password"));
        assertRefused(RefusalCode.ALREADY_LOGGED_IN, alice.resume(token));
        assertRefused(RefusalCode.ALREADY_LOGGED_IN, alice.register("bob", "password"));
        assertEquals(0, talk.passwords.work());
    }

    @Test
    void aLostGuestsNameIsHeldForWhoHasItsToken() {
        TalkClient alice = guest("Alice");
        String token = alice.token();
        alice.lose();
        time.advance(59_999);
        assertRefused(RefusalCode.NAME_TAKEN, connect().login("alice"));
        assertRefused(RefusalCode.NAME_TAKEN, connect().register("alice", "password"));
        Welcome back = connect().resume(token).value();
        assertEquals("Alice", back.name().shown());
        assertEquals(token, back.token());
    }

    @Test
    void aLostGuestsNameIsFreeAfter60Seconds() {
        TalkClient alice = guest("Alice");
        String token = alice.token();
        alice.lose();
        time.advance(60_000);
        assertRefused(RefusalCode.BAD_CREDENTIALS, connect().resume(token));
        assertEquals("alice", connect().login("alice").value().name().shown());
        assertRefused(RefusalCode.BAD_CREDENTIALS, connect().resume(token));
    }

    @Test
    void theMinuteBeginsWithEachLossAnew() {
        TalkClient alice = guest("alice");
        String token = alice.token();
        alice.lose();
        time.advance(50_000);
        TalkClient again = connect();
        again.resume(token);
        time.advance(50_000);
        again.lose();
        time.advance(50_000);
        assertEquals(token, connect().resume(token).value().token());
    }

    @Test
    void aGuestWhoQuitIsGoneForGood() {
        TalkClient alice = guest("alice");
        String token = alice.token();
        alice.quit();
        assertRefused(RefusalCode.BAD_CREDENTIALS, connect().resume(token));
        assertFalse(connect().login("alice").isRefused());
    }

    @Test
    void aGuestsTokenReplacesAConnectionThatStands() {
        TalkClient old = guest("alice");
        TalkClient bob = guest("bob");
        bob.follow("alice");
        talk.audience.clear();
        TalkClient alice = connect();
        alice.resume(old.token());
        assertEquals(List.of("ended REPLACED"), old.seen());
        assertEquals(List.of("exited general alice", "entered general alice"), bob.seen());
        old.lose();
        assertEquals(List.of("welcome alice"), alice.seen());
        bob.tell("alice", "psst");
        assertEquals("whisper bob -> alice: psst", alice.seen().get(1));
        assertFalse(bob.seen().contains("away alice"));
    }

    @Test
    void aTokenThatIsNoneIsRefused() {
        assertRefused(RefusalCode.BAD_CREDENTIALS, connect().resume(""));
        assertRefused(RefusalCode.BAD_CREDENTIALS, connect().resume("x".repeat(43)));
    }

    @Test
    void aRegisteredUserLogsInWithThePassword() {
        registered("Alice").quit();
        TalkClient alice = connect();
        assertEquals("Alice", alice.login("ALICE", "password").value().name().shown());
        assertEquals(List.of("welcome Alice"), alice.seen());
    }

    @Test
    void aRegisteredNameNeedsItsPassword() {
        registered("alice").quit();
        TalkClient other = connect();
        assertRefused(RefusalCode.BAD_CREDENTIALS, other.login("alice"));
        assertRefused(RefusalCode.BAD_CREDENTIALS, other.login("alice", "passwore"));
        assertRefused(RefusalCode.BAD_CREDENTIALS, other.login("alice", ""));
        assertRefused(RefusalCode.BAD_CREDENTIALS, other.login("alice", "x".repeat(257)));
        assertEquals(List.of(), talk.moderation.users());
    }

    @Test
    void aPasswordForANameThatIsNotRegisteredTakesAsMuchWorkAndIsAnsweredTheSame() {
        registered("alice").quit();
        int before = talk.passwords.work();
        Refusal wrong = connect().login("alice", "not the one").refusal();
        int between = talk.passwords.work();
        assertEquals(wrong, connect().login("nobody", "not the one").refusal());
        assertEquals(between - before, talk.passwords.work() - between);
        assertEquals(1, between - before);
    }

    @Test
    void aLoginThatCanNotBeDoneNowIsRefused() {
        registered("alice").quit();
        talk.passwords.answers().refuseNext(BUSY);
        assertEquals(BUSY, connect().login("alice", "password").refusal());
        talk.accounts.answers().refuseNext(NO_ROOM_ON_DISK);
        assertEquals(NO_ROOM_ON_DISK, connect().login("alice", "password").refusal());
        assertFalse(connect().login("alice", "password").isRefused());
    }

    @Test
    void aRegisteredUsersOtherConnectionIsEnded() {
        TalkClient old = registered("alice");
        TalkClient bob = guest("bob");
        old.join("dev");
        talk.audience.clear();
        TalkClient alice = connect();
        alice.login("alice", "password");
        assertEquals(List.of("ended REPLACED"), old.seen());
        assertEquals(List.of("welcome alice"), alice.seen());
        assertEquals(List.of("exited general alice", "entered general alice"), bob.seen());
        old.quit();
        assertEquals(List.of(UserName.of("alice"), UserName.of("bob")), talk.moderation.users());
        assertRefused(RefusalCode.NOT_A_MEMBER, alice.leave("dev"));
    }

    @Test
    void whoEndedWhileItsPasswordWasHashedIsNotLoggedIn() {
        TalkClient old = registered("alice");
        talk.passwords.answers().hold();
        TalkClient alice = connect();
        RecordingReply<Welcome> welcome = alice.login("alice", "password");
        alice.lose();
        talk.passwords.answers().release();
        assertTrue(welcome.isRefused());
        assertFalse(old.seen().contains("ended REPLACED"));
        assertEquals(List.of(UserName.of("alice")), talk.moderation.users());
        old.quit();
        assertEquals(List.of(), talk.moderation.users());
    }

    @Test
    void whoEndedWhileItsLoginWasRecordedIsNotLoggedIn() {
        registered("alice").quit();
        talk.accounts.answers().hold();
        TalkClient alice = connect();
        RecordingReply<Welcome> welcome = alice.login("alice", "password");
        alice.lose();
        talk.accounts.answers().release();
        assertTrue(welcome.isRefused());
        assertEquals(List.of(), talk.moderation.users());
    }

    @Test
    void whoEndedWhileRegisteringHasNoAccount() {
        talk.passwords.answers().hold();
        TalkClient alice = connect();
        RecordingReply<Welcome> welcome = alice.register("alice", "password");
        alice.lose();
        talk.passwords.answers().release();
        assertTrue(welcome.isRefused());
        assertEquals(0, talk.accounts.count());
        assertFalse(connect().login("alice").isRefused());
    }

    @Test
    void whoLogsInWhileThePasswordIsBeingChangedNeedsTheNewOne() {
        registered("alice").quit();
        talk.passwords.answers().hold();
        RecordingReply<Welcome> welcome = connect().login("alice", "password");
        setPassword("alice", "another one");
        talk.passwords.answers().release();
        assertRefused(RefusalCode.BAD_CREDENTIALS, welcome);
    }

    @Test
    void whoRegistersIsLoggedIn() {
        TalkClient alice = connect();
        assertEquals("Alice", alice.register("Alice", "password").value().name().shown());
        assertEquals(List.of("welcome Alice"), alice.seen());
        assertEquals(1, alice.join("general").value().members());
        assertRefused(RefusalCode.NAME_TAKEN, connect().register("ALICE", "password"));
    }

    @Test
    void aGuestRegistersOnItsOwnConnectionAndStaysWhereItIs() {
        TalkClient alice = guest("Alice");
        TalkClient bob = guest("bob");
        alice.join("dev");
        String guestToken = alice.token();
        talk.audience.clear();
        Welcome welcome = alice.register("alice", "password").value();
        assertEquals("Alice", welcome.name().shown());
        assertNotEquals(guestToken, welcome.token());
        assertEquals(List.of("welcome Alice"), alice.seen());
        assertEquals(List.of(), bob.seen());
        assertEquals(1L, alice.say("dev", "still here").value());
        assertRefused(RefusalCode.BAD_CREDENTIALS, connect().resume(guestToken));
        alice.lose();
        assertRefused(RefusalCode.BAD_CREDENTIALS, connect().login("alice"));
        assertFalse(connect().resume(welcome.token()).isRefused());
    }

    @Test
    void whoIsRegisteredDoesNotRegisterAgain() {
        TalkClient alice = registered("alice");
        assertRefused(RefusalCode.NAME_TAKEN, alice.register("alice", "password2"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 257})
    void refusesPasswordsTooShortOrTooLong(int length) {
        assertRefused(RefusalCode.BAD_ARGUMENTS, connect().register("alice", "x".repeat(length)));
        TalkClient bob = registered("bob");
        assertRefused(RefusalCode.BAD_ARGUMENTS, bob.password("password", "x".repeat(length)));
    }

    @Test
    void aRegistrationThatCanNotBeRecordedIsRefused() {
        TalkClient alice = guest("alice");
        talk.accounts.answers().refuseNext(NO_ROOM_ON_DISK);
        assertEquals(NO_ROOM_ON_DISK, alice.register("alice", "password").refusal());
        assertEquals(0, talk.accounts.count());
        assertEquals(1L, alice.say("general", "still here").value());
    }

    @Test
    void aNewPasswordEndsTheOtherTokens() {
        TalkClient first = registered("alice");
        String firstToken = first.token();
        TalkClient alice = connect();
        String secondToken = alice.login("alice", "password").value().token();
        String newToken = alice.password("password", "another one").value().token();
        alice.lose();
        assertRefused(RefusalCode.BAD_CREDENTIALS, connect().resume(firstToken));
        assertRefused(RefusalCode.BAD_CREDENTIALS, connect().resume(secondToken));
        assertRefused(RefusalCode.BAD_CREDENTIALS, connect().login("alice", "password"));
        assertFalse(connect().resume(newToken).isRefused());
        assertFalse(connect().login("alice", "another one").isRefused());
    }

    @Test
    void aPasswordIsChangedByWhoHasOneAndKnowsIt() {
        assertRefused(RefusalCode.LOGIN_REQUIRED, connect().password("password", "another one"));
        assertRefused(RefusalCode.FORBIDDEN, guest("bob").password("password", "another one"));
        TalkClient alice = registered("alice");
        assertRefused(RefusalCode.BAD_CREDENTIALS, alice.password("passwore", "another one"));
        alice.quit();
        assertFalse(connect().login("alice", "password").isRefused());
    }

    @Test
    void whoKnowsAPasswordThatIsNoLongerRightDoesNotChangeIt() {
        TalkClient alice = registered("alice");
        talk.passwords.answers().hold();
        RecordingReply<Welcome> changed = alice.password("password", "another one");
        setPassword("alice", "the operator's");
        talk.passwords.answers().release();
        assertRefused(RefusalCode.BAD_CREDENTIALS, changed);
        assertFalse(connect().login("alice", "the operator's").isRefused());
    }

    @Test
    void loggingOutEverywhereEndsAllTokens() {
        TalkClient alice = registered("alice");
        String token = alice.token();
        assertEquals(UserName.of("alice"), alice.logoutAll().value());
        assertFalse(alice.seen().contains("ended REPLACED"));
        assertEquals(1L, alice.say("general", "still here").value());
        alice.lose();
        assertRefused(RefusalCode.BAD_CREDENTIALS, connect().resume(token));
        assertFalse(connect().login("alice", "password").isRefused());
    }

    @Test
    void aGuestWhoLogsOutEverywhereDoesNotComeBack() {
        TalkClient bob = guest("bob");
        String token = bob.token();
        bob.logoutAll();
        bob.lose();
        assertRefused(RefusalCode.BAD_CREDENTIALS, connect().resume(token));
        assertFalse(connect().login("bob").isRefused());
        assertEquals(RefusalCode.LOGIN_REQUIRED, connect().logoutAll().refusal().code());
    }

    @Test
    void aTokenLives30DaysFromItsLastUse() {
        String token = registered("alice").token();
        time.advance(30 * DAY - 1);
        String second = connect().resume(token).value().token();
        time.advance(30 * DAY - 1);
        String third = connect().resume(second).value().token();
        time.advance(30 * DAY);
        assertRefused(RefusalCode.BAD_CREDENTIALS, connect().resume(third));
    }

    @Test
    void aTokenYoungerThanADayIsKept() {
        String token = registered("alice").token();
        time.advance(DAY - 1);
        assertEquals(token, connect().resume(token).value().token());
    }

    @Test
    void aTokenOlderThanADayIsReplacedAndServesUntilTheNewOneWasUsed() {
        String old = registered("alice").token();
        time.advance(DAY);
        String lost = connect().resume(old).value().token();
        assertNotEquals(old, lost);
        String fresh = connect().resume(old).value().token();
        assertNotEquals(old, fresh);
        assertEquals(fresh, connect().resume(fresh).value().token());
        assertRefused(RefusalCode.BAD_CREDENTIALS, connect().resume(old));
    }

    @Test
    void keptWhispersComeBehindTheWelcomeAndBeforeLaterOnes() {
        registered("alice").lose();
        TalkClient bob = guest("bob");
        bob.tell("alice", "1");
        bob.tell("alice", "2");
        talk.whispers.takeAnswers().hold();
        TalkClient alice = connect();
        alice.login("alice", "password");
        bob.tell("alice", "3");
        assertEquals(List.of("welcome alice"), alice.seen());
        talk.whispers.takeAnswers().release();
        bob.tell("alice", "4");
        assertEquals(
                List.of(
                        "welcome alice",
                        "whisper bob -> alice: 1",
                        "whisper bob -> alice: 2",
                        "whisper bob -> alice: 3",
                        "whisper bob -> alice: 4"),
                alice.seen());
        alice.lose();
        TalkClient again = connect();
        again.login("alice", "password");
        assertEquals(List.of("welcome alice"), again.seen());
    }

    @Test
    void whispersThatCanNotBeTakenComeAnotherTime() {
        registered("alice").lose();
        TalkClient bob = guest("bob");
        bob.tell("alice", "1");
        talk.whispers.takeAnswers().refuseNext(NO_ROOM_ON_DISK);
        TalkClient alice = connect();
        alice.login("alice", "password");
        bob.tell("alice", "2");
        assertEquals(List.of("welcome alice", "whisper bob -> alice: 2"), alice.seen());
        alice.lose();
        TalkClient again = connect();
        again.login("alice", "password");
        assertEquals(List.of("welcome alice", "whisper bob -> alice: 1"), again.seen());
    }

    @Test
    void whispersAreNotLostWhereTheUserIsGoneBeforeTheyAreThere() {
        registered("alice").lose();
        TalkClient bob = guest("bob");
        bob.tell("alice", "1");
        talk.whispers.takeAnswers().hold();
        TalkClient gone = connect();
        gone.login("alice", "password");
        bob.tell("alice", "2");
        gone.lose();
        talk.whispers.takeAnswers().release();
        TalkClient alice = connect();
        alice.login("alice", "password");
        assertEquals(List.of("welcome alice", "whisper bob -> alice: 1", "whisper bob -> alice: 2"), alice.seen());
    }

    @Test
    void whispersAreNotLostWhereAnotherConnectionComesBeforeTheyAreThere() {
        registered("alice").lose();
        TalkClient bob = guest("bob");
        bob.tell("alice", "1");
        talk.whispers.takeAnswers().hold();
        TalkClient replaced = connect();
        replaced.login("alice", "password");
        bob.tell("alice", "2");
        TalkClient alice = connect();
        alice.login("alice", "password");
        talk.whispers.takeAnswers().release();
        assertEquals(List.of("welcome alice", "whisper bob -> alice: 1", "whisper bob -> alice: 2"), alice.seen());
    }

    @Test
    void nobodyIsToldAnythingBeforeTheWelcome() {
        ManualLanes lanes = new ManualLanes(3, time);
        Talk apart = new Talk(time, lanes);
        int general = RoomName.GENERAL.hashCode();
        TalkClient bob = apart.guest(lanes.besides(general, 1), "bob");
        lanes.runAll();
        TalkClient alice = apart.guest(lanes.besides(general, 0), "alice");
        lanes.besides(general, 0).runAll();
        bob.tell("alice", "psst");
        lanes.besides(general, 1).runAll();
        lanes.besides(general, 0).runAll();
        lanes.runAll();
        assertEquals("welcome alice", alice.seen().get(0));
        assertTrue(alice.seen().contains("whisper bob -> alice: psst"));
    }

    private void setPassword(String user, String password) {
        Account account = talk.accounts.find(UserName.of(user));
        talk.accounts.save(account, account.withPassword("plain:" + password), new RecordingReply<>(lane));
    }

    private TalkClient connect() {
        return talk.connect(lane);
    }

    private TalkClient guest(String name) {
        return talk.guest(lane, name);
    }

    private TalkClient registered(String name) {
        TalkClient client = connect();
        client.register(name, "password");
        return client;
    }

    private static void assertRefused(RefusalCode code, RecordingReply<?> reply) {
        assertEquals(code, reply.refusal().code());
    }
}
