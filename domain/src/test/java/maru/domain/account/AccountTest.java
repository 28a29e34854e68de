package maru.domain.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import maru.domain.Refusal;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountTest {
    private static final long DAY = 86_400_000;
    private static final long NOW = 1_750_000_000_000L;

    @Test
    void aTokenLives30DaysFromItsLastUse() {
        AccountToken token = new AccountToken(hash("a"), NOW - 100 * DAY, NOW, null);
        assertTrue(token.isAlive(NOW));
        assertTrue(token.isAlive(NOW + 30 * DAY - 1));
        assertFalse(token.isAlive(NOW + 30 * DAY));
    }

    @Test
    void aTokenIsOldADayAfterItWasIssued() {
        AccountToken token = new AccountToken(hash("a"), NOW, NOW + 1, null);
        assertFalse(token.isOld(NOW + DAY - 1));
        assertTrue(token.isOld(NOW + DAY));
    }

    @Test
    void aTokenLivesOnWhereTheClockIsSetBack() {
        AccountToken token = token("a", NOW);
        assertTrue(token.isAlive(NOW - 100 * DAY));
        assertFalse(token.isOld(NOW - 100 * DAY));
    }

    @Test
    void showsNothingThatIsSecret() {
        String shown =
                new Account(UserName.of("alice"), "$argon2id$", NOW, List.of(token("a", NOW))) + " " + token("b", NOW);
        assertEquals(
                "Account[name=alice, registeredAt=" + NOW + ", tokens=1] AccountToken[hash=TokenHash, issuedAt=" + NOW
                        + ", usedAt=" + NOW + ", replaces=null]",
                shown);
    }

    @Test
    void knowsItsTokens() {
        Account account = account(token("a", NOW), token("b", NOW));
        assertEquals(Optional.of(token("b", NOW)), account.token(hash("b")));
        assertEquals(Optional.empty(), account.token(hash("c")));
    }

    @Test
    void aNewTokenComesLastAndDeadOnesGo() {
        Account account = account(token("dead", NOW - 30 * DAY), token("alive", NOW - 30 * DAY + 1));
        assertEquals(List.of("alive", "new"), hashes(account.withToken(token("new", NOW), NOW)));
    }

    @Test
    void theTokenThatWasIssuedFirstGoesWhenThereAreTooMany() {
        Account account = account();
        List<String> newest = new ArrayList<>();
        for (int at = 0; at < 25; at++) {
            account = account.withToken(token("t" + at, NOW + at), NOW + at);
            newest.add("t" + at);
        }
        assertEquals(newest.subList(5, 25), hashes(account));
    }

    @Test
    void theTokenThatIsReplacedStaysHoweverManyThereAre() {
        Account account = account();
        for (int at = 0; at < 20; at++) {
            account = account.withToken(token("t" + at, NOW), NOW);
        }
        Account after = account.withToken(new AccountToken(hash("fresh"), NOW, NOW, hash("t0")), NOW);
        assertEquals(20, after.tokens().size());
        assertEquals(List.of("t0", "t2"), hashes(after).subList(0, 2));
    }

    @Test
    void aUseProlongsATokenAndEndsWhatItReplaced() {
        AccountToken old = token("old", NOW - DAY);
        AccountToken fresh = new AccountToken(hash("fresh"), NOW, NOW, hash("old"));
        AccountToken other = token("other", NOW);
        Account used = account(old, other, fresh).withUse(fresh, NOW + 5);
        assertEquals(List.of(other, new AccountToken(hash("fresh"), NOW, NOW + 5, null)), used.tokens());
    }

    @Test
    void aUseOfTheOldTokenLeavesItsReplacement() {
        AccountToken old = token("old", NOW - DAY);
        AccountToken fresh = new AccountToken(hash("fresh"), NOW, NOW, hash("old"));
        Account used = account(old, fresh).withUse(old, NOW + 5);
        assertEquals(List.of(new AccountToken(hash("old"), NOW - DAY, NOW + 5, null), fresh), used.tokens());
    }

    @Test
    void keepsTheRestWhenOneThingChanges() {
        Account account = account(token("a", NOW));
        assertEquals(
                new Account(account.name(), "other", account.registeredAt(), account.tokens()),
                account.withPassword("other"));
        assertEquals(
                new Account(account.name(), account.passwordHash(), account.registeredAt(), List.of()),
                account.withTokens(List.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 256})
    void takesPasswords(int length) {
        assertNull(Passwords.refusal(length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 257})
    void refusesPasswordsTooShortOrTooLong(int length) {
        assertEquals(
                Refusal.badArguments("a password has 8 to 256 bytes, this one has " + length),
                Passwords.refusal(length));
    }

    private static Account account(AccountToken... tokens) {
        return new Account(UserName.of("alice"), "hash", NOW - 200 * DAY, List.of(tokens));
    }

    private static AccountToken token(String hash, long issuedAt) {
        return new AccountToken(hash(hash), issuedAt, issuedAt, null);
    }

    private static TokenHash hash(String hex) {
        return new TokenHash(hex);
    }

    private static List<String> hashes(Account account) {
        return account.tokens().stream().map(token -> token.hash().hex()).toList();
    }
}
