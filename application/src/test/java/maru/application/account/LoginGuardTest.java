package maru.application.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.limits.Rate;
import maru.application.port.Welcome;
import maru.application.testing.RecordingReply;
import maru.application.testing.SameLane;
import maru.application.testing.SettableTime;
import maru.application.testing.Talk;
import maru.application.testing.TalkClient;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.account.Account;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;

final class LoginGuardTest {
    private static final Map<Limit, Rate> RATES = Map.of(
            Limit.LOGINS, Rate.of(5, Duration.ofMinutes(1)),
            Limit.FAILED_LOGINS, Rate.of(20, Duration.ofHours(1)),
            Limit.REGISTRATIONS, Rate.of(3, Duration.ofHours(1)));

    private final SettableTime time = new SettableTime();
    private final SameLane lane = new SameLane(time);
    private Limits limits = limits(false);
    private Talk talk = new Talk(time, lane, limits);

    @Test
    void theSixthLoginOfAMinuteIsRefusedBeforeItIsHashed() throws Exception {
        register("alice");
        for (int i = 0; i < 5; i++) {
            assertRefused(RefusalCode.BAD_CREDENTIALS, from(1).login("alice", "guess " + i));
        }
        int work = talk.passwords.work();
        Refusal refusal = from(1).login("ALICE", "password").refusal();
        assertEquals(
                new Refusal(
                        RefusalCode.RATE_LIMITED,
                        "5 logins a minute with a wrong password to one account from one address: try again in 12 seconds"),
                refusal);
        assertEquals(work, talk.passwords.work());
        assertEquals(1, limits.statistics().get("limits.logins"));
        time.advance(12_000);
        assertFalse(from(1).login("alice", "password").isRefused());
    }

    @Test
    void whoKnowsThePasswordDoesNotGuess() throws Exception {
        register("alice");
        for (int i = 0; i < 40; i++) {
            TalkClient alice = from(1);
            assertFalse(alice.login("alice", "password").isRefused());
            alice.quit();
        }
    }

    @Test
    void noMoreLoginsToAnAccountAreUnderWayThanMayBeWrong() throws Exception {
        register("alice");
        talk.passwords.answers().hold();
        for (int i = 0; i < 5; i++) {
            from(1).login("alice", "password");
        }
        assertRefused(RefusalCode.RATE_LIMITED, from(1).login("alice", "password"));
        talk.passwords.answers().release();
        assertFalse(from(1).login("alice", "password").isRefused());
    }

    @Test
    void otherAddressesAndOtherAccountsAreNotHeldUp() throws Exception {
        register("alice");
        register("bob");
        for (int i = 0; i < 6; i++) {
            from(1).login("alice", "guess " + i);
        }
        assertFalse(from(2).login("alice", "password").isRefused());
        assertFalse(from(1).login("bob", "password").isRefused());
    }

    @Test
    void aNameThatNobodyHasIsAnsweredAsAnyOther() throws Exception {
        register("alice");
        List<Refusal> known = new ArrayList<>();
        List<Refusal> unknown = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            known.add(from(1).login("alice", "guess " + i).refusal());
            int before = talk.passwords.work();
            unknown.add(from(2).login("nobody", "guess " + i).refusal());
            assertEquals(i < 5 ? 1 : 0, talk.passwords.work() - before);
        }
        assertEquals(known, unknown);
    }

    @Test
    void the21stWrongPasswordOfAnHourIsRefusedWhateverTheName() throws Exception {
        register("alice");
        for (int i = 0; i < 20; i++) {
            assertRefused(RefusalCode.BAD_CREDENTIALS, from(1).login("user" + i, "password"));
        }
        int work = talk.passwords.work();
        Refusal refusal = from(1).login("alice", "password").refusal();
        assertEquals(
                new Refusal(
                        RefusalCode.RATE_LIMITED,
                        "20 logins an hour with a wrong password from one address: try again in 180 seconds"),
                refusal);
        assertEquals(refusal, from(1).login("nobody", "password").refusal());
        assertEquals(work, talk.passwords.work());
        assertEquals(2, limits.statistics().get("limits.failed-logins"));
        assertFalse(from(2).login("alice", "password").isRefused());
        time.advance(180_000);
        assertFalse(from(1).login("alice", "password").isRefused());
    }

    @Test
    void aPasswordThatIsTooLongIsAWrongOne() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertRefused(RefusalCode.BAD_CREDENTIALS, from(1).login("user" + i, "x".repeat(257)));
        }
        assertRefused(RefusalCode.RATE_LIMITED, from(1).login("alice", "password"));
        assertEquals(0, talk.passwords.work());
    }

    @Test
    void rightPasswordsAreNoFailures() throws Exception {
        for (int i = 0; i < 40; i++) {
            register("user" + i);
            assertFalse(from(1).login("user" + i, "password").isRefused());
        }
    }

    @Test
    void noMorePasswordsAreTriedAtOnceThanMayBeWrong() throws Exception {
        register("alice");
        talk.passwords.answers().hold();
        List<RecordingReply<Welcome>> tries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tries.add(from(1).login("user" + i, "password"));
        }
        assertEquals(80, tries.stream().filter(RecordingReply::isAnswered).count());
        assertEquals(
                "20 logins an hour with a wrong password from one address: try again in 1 second",
                tries.get(20).refusal().detail());
        talk.passwords.answers().release();
        assertEquals(
                20,
                tries.stream()
                        .filter(one -> one.refusal().code() == RefusalCode.BAD_CREDENTIALS)
                        .count());
        assertRefused(RefusalCode.RATE_LIMITED, from(1).login("alice", "password"));
    }

    @Test
    void manyWhoKnowTheirPasswordsMayComeFromOneAddressOneAfterAnother() throws Exception {
        for (int i = 0; i < 30; i++) {
            register("user" + i).quit();
        }
        talk.passwords.answers().hold();
        for (int i = 0; i < 30; i++) {
            from(1).login("user" + i, "password");
        }
        talk.passwords.answers().release();
        assertEquals(20, talk.moderation.users().size());
        for (int i = 20; i < 30; i++) {
            assertFalse(from(1).login("user" + i, "password").isRefused());
        }
    }

    @Test
    void aTryThatNobodyLookedAtCountsNotAtAll() throws Exception {
        register("alice");
        for (int i = 0; i < 50; i++) {
            talk.passwords.answers().refuseNext(new Refusal(RefusalCode.BUSY, "too many wait"));
            assertRefused(RefusalCode.BUSY, from(1).login("alice", "password"));
        }
        assertFalse(from(1).login("alice", "password").isRefused());
    }

    @Test
    void whoHangsUpHasTriedAllTheSame() throws Exception {
        for (int i = 0; i < 20; i++) {
            talk.passwords.answers().hold();
            TalkClient guesser = from(1);
            guesser.login("user" + i, "password");
            guesser.lose();
            talk.passwords.answers().release();
        }
        assertRefused(RefusalCode.RATE_LIMITED, from(1).login("alice", "password"));
    }

    @Test
    void theOwnersTokenAndConnectionAreNotTouched() throws Exception {
        TalkClient owner = register("alice");
        for (int i = 0; i < 30; i++) {
            from(1).login("alice", "guess " + i);
            from(1).login("user" + i, "password");
        }
        assertEquals(1L, owner.say("general", "still here").value());
        owner.lose();
        assertRefused(RefusalCode.RATE_LIMITED, from(1).login("alice", "password"));
        assertFalse(from(1).resume(owner.token()).isRefused());
    }

    @Test
    void guestsAreNotHeldUp() throws Exception {
        for (int i = 0; i < 30; i++) {
            from(1).login("user" + i, "password");
        }
        assertFalse(from(1).login("guest").isRefused());
    }

    @Test
    void theOldPasswordIsATryLikeAnyOther() throws Exception {
        TalkClient alice = register("alice");
        InetAddress here = alice.caller().address();
        for (int i = 0; i < 5; i++) {
            assertRefused(RefusalCode.BAD_CREDENTIALS, alice.password("guess " + i, "another one"));
        }
        assertRefused(RefusalCode.RATE_LIMITED, alice.password("password", "another one"));
        assertRefused(RefusalCode.RATE_LIMITED, talk.connect(lane, here).login("alice", "password"));
        time.advance(12_000);
        assertFalse(alice.password("password", "another one").isRefused());
    }

    @Test
    void theFourthRegistrationOfAnHourIsRefusedBeforeItIsHashed() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertFalse(from(1).register("user" + i, "password").isRefused());
        }
        int work = talk.passwords.work();
        assertEquals(
                new Refusal(
                        RefusalCode.RATE_LIMITED,
                        "3 registrations an hour from one address: try again in 1200 seconds"),
                from(1).register("alice", "password").refusal());
        assertEquals(work, talk.passwords.work());
        assertEquals(1, limits.statistics().get("limits.registrations"));
        TalkClient guest = from(1);
        guest.login("alice");
        assertRefused(RefusalCode.RATE_LIMITED, guest.register("alice", "password"));
        assertFalse(from(2).register("bob", "password").isRefused());
        time.advance(1_200_000);
        assertFalse(guest.register("alice", "password").isRefused());
    }

    @Test
    void registrationsOfWhichNothingCameAreNotCounted() throws Exception {
        register("alice");
        for (int i = 0; i < 5; i++) {
            assertRefused(RefusalCode.NAME_TAKEN, from(1).register("alice", "password"));
            assertRefused(RefusalCode.BAD_ARGUMENTS, from(1).register("bob", "short"));
            talk.passwords.answers().refuseNext(new Refusal(RefusalCode.BUSY, "too many wait"));
            assertRefused(RefusalCode.BUSY, from(1).register("bob", "password"));
            talk.accounts.answers().refuseNext(new Refusal(RefusalCode.STORAGE_FAILED, "the disk is full"));
            assertRefused(RefusalCode.STORAGE_FAILED, from(1).register("bob", "password"));
        }
        assertFalse(from(1).register("bob", "password").isRefused());
    }

    @Test
    void whoHangsUpWhileRegisteringHasHadItsTurn() throws Exception {
        for (int i = 0; i < 3; i++) {
            talk.passwords.answers().hold();
            TalkClient gone = from(1);
            gone.register("user" + i, "password");
            gone.lose();
            talk.passwords.answers().release();
        }
        assertEquals(0, talk.accounts.count());
        assertRefused(RefusalCode.RATE_LIMITED, from(1).register("alice", "password"));
    }

    @Test
    void aDryRunCountsAndRefusesNothing() throws Exception {
        limits = limits(true);
        talk = new Talk(time, lane, limits);
        for (int i = 0; i < 10; i++) {
            assertFalse(from(1).register("user" + i, "password").isRefused());
            assertRefused(RefusalCode.BAD_CREDENTIALS, from(1).login("alice", "password"));
        }
        for (int i = 0; i < 20; i++) {
            assertRefused(RefusalCode.BAD_CREDENTIALS, from(1).login("nobody" + i, "password"));
        }
        assertEquals(7, limits.statistics().get("limits.registrations"));
        assertEquals(5, limits.statistics().get("limits.logins"));
        assertEquals(10, limits.statistics().get("limits.failed-logins"));
    }

    @Test
    void twoWhoRegisterNamesThatLookAlikeAtOnceAreOne() throws Exception {
        talk.passwords.answers().hold();
        RecordingReply<Welcome> first = from(1).register("player1", "password");
        RecordingReply<Welcome> second = from(2).register("playerl", "password");
        talk.passwords.answers().release();
        assertFalse(first.isRefused());
        assertEquals(
                new Refusal(
                        RefusalCode.NAME_TAKEN,
                        "playerl looks like player1, which is registered: choose a name that nobody takes for it"),
                second.refusal());
        Account only = talk.accounts.find(UserName.of("player1"));
        assertEquals(1, talk.accounts.count());
        assertNull(talk.accounts.findLookAlike(only.name()));
    }

    @Test
    void aGuestIsNotLetInByANameThatLooksLikeARegisteredOne() throws Exception {
        register("bob").quit();
        assertRefused(RefusalCode.NAME_TAKEN, from(1).login("b0b"));
        assertRefused(RefusalCode.NAME_TAKEN, from(1).register("b0b", "password"));
        assertRefused(RefusalCode.BAD_CREDENTIALS, from(1).login("b0b", "password"));
        assertFalse(from(1).login("BOB", "password").isRefused());
    }

    @Test
    void aGuestWhoWasThereFirstStaysAndMayComeBackByItsTokenAndDoesNotRegister() throws Exception {
        TalkClient guest = from(1);
        String token = guest.login("b0b").value().token();
        register("bob");
        assertEquals(1L, guest.say("general", "still here").value());
        assertRefused(RefusalCode.NAME_TAKEN, guest.register("b0b", "password"));
        guest.lose();
        TalkClient again = from(1);
        assertFalse(again.resume(token).isRefused());
        again.quit();
        assertRefused(RefusalCode.NAME_TAKEN, from(1).login("b0b"));
    }

    private Limits limits(boolean dryRun) {
        return new Limits(Map.of(), RATES, dryRun, time, (limit, times, who, refused) -> {});
    }

    /** A connection from the address with that number. */
    private TalkClient from(int number) throws Exception {
        return talk.connect(lane, InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) number}));
    }

    /** Logged in, from an address of its own. */
    private TalkClient register(String name) throws Exception {
        int hash = name.hashCode();
        byte[] address = {11, (byte) (hash >> 16), (byte) (hash >> 8), (byte) hash};
        TalkClient client = talk.connect(lane, InetAddress.getByAddress(address));
        client.register(name, "password").value();
        return client;
    }

    private static void assertRefused(RefusalCode code, RecordingReply<?> reply) {
        assertEquals(code, reply.refusal().code());
    }
}
