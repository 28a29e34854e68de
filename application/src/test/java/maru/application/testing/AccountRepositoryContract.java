package maru.application.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import maru.domain.RefusalCode;
import maru.domain.account.Account;
import maru.domain.account.AccountToken;
import maru.domain.account.TokenHash;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;

/** Accounts and their tokens: every store runs this. */
public abstract class AccountRepositoryContract extends UserRepositoryFixture {
    @Test
    void findsWhatWasSaved() {
        Account saved = account(ALICE, token("a1"), token("a2"));
        assertSame(saved, save(null, saved).value());

        assertSame(saved, repositories.accounts().find(ALICE));
        assertSame(saved, repositories.accounts().find(UserName.of("aLICE")));
        assertSame(saved, repositories.accounts().findByToken(new TokenHash("a1")));
        assertSame(saved, repositories.accounts().findByToken(new TokenHash("a2")));
        assertEquals(1, repositories.accounts().count());
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertNull(repositories.accounts().find(ALICE));
        assertNull(repositories.accounts().findByToken(new TokenHash("a1")));
        assertEquals(0, repositories.accounts().count());
    }

    @Test
    void changeIsFoundAtOnce() {
        Account first = account(ALICE, token("a1"));
        save(null, first);
        Account second = first.withPassword("other");
        assertSame(first, repositories.accounts().find(ALICE));
        save(first, second);

        assertSame(second, repositories.accounts().find(ALICE));
        assertSame(second, repositories.accounts().findByToken(new TokenHash("a1")));
        assertEquals(1, repositories.accounts().count());
    }

    @Test
    void tokenThatWentIsNotFound() {
        Account first = account(ALICE, token("a1"), token("a2"));
        save(null, first).value();
        AccountToken third = new AccountToken(new TokenHash("a3"), 1, time.unixMillis(), new TokenHash("a2"));
        Account second = first.withTokens(List.of(token("a2"), third));
        save(first, second).value();

        assertNull(repositories.accounts().findByToken(new TokenHash("a1")));
        assertSame(second, repositories.accounts().findByToken(new TokenHash("a2")));
        assertSame(second, repositories.accounts().findByToken(new TokenHash("a3")));
    }

    @Test
    void secondOfTwoWhoSawTheSameMeetsAConflict() {
        Account first = account(ALICE, token("a1"));
        save(null, first);
        Account second = first.withPassword("second");
        save(first, second);

        assertRefused(RefusalCode.CONFLICT, save(null, account(UserName.of("ALICE"))));
        assertRefused(RefusalCode.CONFLICT, save(first, first.withPassword("third")));
        assertRefused(RefusalCode.CONFLICT, delete(first));
        assertRefused(RefusalCode.CONFLICT, save(account(BOB), account(BOB)));
        assertSame(second, repositories.accounts().find(ALICE));
    }

    @Test
    void equalAccountIsAnother() {
        Account first = account(ALICE, token("a1"));
        save(null, first);
        Account copy = account(ALICE, token("a1"));
        assertRefused(RefusalCode.CONFLICT, save(copy, first.withPassword("other")));

        save(first, copy).value();
        assertSame(copy, repositories.accounts().findByToken(new TokenHash("a1")));
    }

    @Test
    void deletedAccountIsGoneWithItsTokensAndWhispers() {
        Account first = account(ALICE, token("a1"));
        save(null, first);
        keepFor(ALICE);
        keepFor(BOB);
        assertSame(first, delete(first).value());

        assertNull(repositories.accounts().find(ALICE));
        assertNull(repositories.accounts().findByToken(new TokenHash("a1")));
        assertEquals(0, repositories.accounts().count());
        assertEquals(List.of(), take(ALICE).value());
        assertEquals(1, take(BOB).value().size());
        Account again = account(ALICE);
        assertSame(again, save(null, again).value());
    }

    @Test
    void keepsSoManyAccountsAndNoMore() {
        for (int i = 0; i < MOST_ACCOUNTS; i++) {
            save(null, account(UserName.of("user" + i)));
        }
        RecordingReply<Account> refused = save(null, account(ALICE));
        assertRefused(RefusalCode.LIMIT, refused);
        assertTrue(refused.refusal().detail().contains("3"), refused.refusal().detail());
        Account first = repositories.accounts().find(UserName.of("user0"));
        save(first, first.withPassword("other")).value();

        delete(repositories.accounts().find(UserName.of("user1"))).value();
        save(null, account(ALICE)).value();
    }

    @Test
    void findsTheNameThatAnotherCouldBeTakenFor() {
        save(null, account(ALICE)).value();
        UserName cyrillic = UserName.of("\u0430lice");
        assertEquals(ALICE, repositories.accounts().findLookAlike(cyrillic));
        assertNull(repositories.accounts().findLookAlike(UserName.of("ALICE")));
        assertNull(repositories.accounts().findLookAlike(BOB));
        assertNull(repositories.accounts().find(cyrillic));
    }

    @Test
    void refusesTheSecondOfTwoNewNamesThatLookAlike() {
        Account first = account(ALICE, token("a1"));
        RecordingReply<Account> saved = save(null, first);
        RecordingReply<Account> twin = save(null, account(UserName.of("\u0430lice"), token("b1")));
        assertSame(first, saved.value());
        assertRefused(RefusalCode.CONFLICT, twin);
        assertEquals(1, repositories.accounts().count());
        assertNull(repositories.accounts().findByToken(new TokenHash("b1")));
    }

    @Test
    void aNameIsFreeForItsTwinsOnceItsAccountIsDeleted() {
        Account first = account(ALICE);
        save(null, first).value();
        delete(first).value();
        Account twin = account(UserName.of("\u0430lice"));
        assertNull(repositories.accounts().findLookAlike(twin.name()));
        assertSame(twin, save(null, twin).value());
        assertRefused(RefusalCode.CONFLICT, save(null, account(ALICE)));
    }

    @Test
    void changesOfAnAccountDoNotAskWhatItsNameLooksLike() {
        Account first = account(ALICE, token("a1"));
        save(null, first).value();
        Account second = first.withPassword("other");
        assertSame(second, save(first, second).value());
        assertEquals(ALICE, repositories.accounts().findLookAlike(UserName.of("\u0430lice")));
    }

    @Test
    void refusesChangesOnceItIsClosed() throws Exception {
        Account first = account(ALICE, token("a1"));
        save(null, first).value();
        repositories.store().close();

        assertRefused(RefusalCode.SHUTTING_DOWN, save(first, first.withPassword("other")));
        assertRefused(RefusalCode.SHUTTING_DOWN, delete(first));
        assertRefused(RefusalCode.SHUTTING_DOWN, keepFor(ALICE));
        assertRefused(RefusalCode.SHUTTING_DOWN, addFor(1_000));
        assertSame(first, repositories.accounts().find(ALICE));
        repositories = open(time);
    }
}
