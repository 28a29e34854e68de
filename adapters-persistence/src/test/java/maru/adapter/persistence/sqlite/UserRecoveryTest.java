package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import maru.adapter.persistence.StoreException;
import maru.application.port.UserInfo;
import maru.application.port.out.LastSeenRepository;
import maru.application.port.out.TimeSource;
import maru.application.testing.UserRepositories;
import maru.application.testing.UserRepositoryFixture;
import maru.domain.account.Account;
import maru.domain.account.AccountToken;
import maru.domain.account.TokenHash;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;
import maru.domain.notice.Notice;
import maru.domain.notice.NoticeLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of users, found in the file after a stop, and after an end that was none. */
class UserRecoveryTest extends UserRepositoryFixture {
    @TempDir
    Path directory;

    private Path file;
    private int images;

    @Override
    protected UserRepositories open(TimeSource time) throws Exception {
        file = directory.resolve("maru.db");
        return SqliteUsersTest.of(
                StoreUnderTest.openWithoutFolding(file, super.time).store());
    }

    private UserRepositories openFile() throws StoreException {
        return SqliteUsersTest.of(StoreUnderTest.open(file, time).store());
    }

    private void stopAndOpen() throws Exception {
        repositories.store().close();
        repositories = openFile();
    }

    /** Goes on with the file as it is in the middle of things; nothing may be left to fold but in the first store. */
    private void killAndOpen() throws Exception {
        Path image = StoreUnderTest.copy(file, directory.resolve("image" + images++));
        repositories.store().close();
        file = image;
        repositories = openFile();
    }

    @Test
    void everythingIsThereAgain() throws Exception {
        AccountToken replacing =
                new AccountToken(new TokenHash("a2"), time.unixMillis() + 1, time.unixMillis(), new TokenHash("a1"));
        Account alice = account(ALICE, token("a1"), replacing);
        save(null, alice).value();
        Whisper whisper = whisper(7, ALICE);
        keep(whisper).value();
        Notice notice = new Notice(0, NoticeLevel.ALERT, time.unixMillis() + 9, Text.of("a"), RoomName.of("Ä"), BOB);
        notice = add(notice).value();
        repositories.lastSeen().seen(ALICE, 5);
        UserInfo seen = seen(ALICE).value();

        killAndOpen();
        check(alice, notice, seen);
        stopAndOpen();
        check(alice, notice, seen);
        assertEquals(List.of(whisper), take(ALICE).value());
        killAndOpen();
        assertEquals(List.of(), take(ALICE).value());
    }

    private void check(Account alice, Notice notice, UserInfo seen) {
        assertEquals(alice, repositories.accounts().find(ALICE));
        assertEquals("Alice", repositories.accounts().find(ALICE).name().shown());
        assertEquals(alice, repositories.accounts().findByToken(new TokenHash("a2")));
        assertEquals(List.of(notice), repositories.notices().holding());
        assertEquals(seen, seen(ALICE).value());
        assertEquals("Alice", seen(ALICE).value().name().shown());
    }

    @Test
    void changesOfAnAccountAreThereAgain() throws Exception {
        Account first = account(ALICE, token("a1"), token("a2"), token("a3"));
        save(null, first);
        time.advance(10);
        Account second = first.withPassword("other").withTokens(List.of(token("a2"), token("a3"), token("a4")));
        save(first, second);
        Account bob = account(BOB, token("b1"));
        save(null, bob);
        delete(bob).value();

        killAndOpen();
        Account found = repositories.accounts().find(ALICE);
        assertEquals(second.withTokens(List.of()), found.withTokens(List.of()));
        assertEquals(second.tokens(), found.tokens());
        assertNull(repositories.accounts().findByToken(new TokenHash("a1")));
        assertNull(repositories.accounts().find(BOB));
        assertNull(repositories.accounts().findByToken(new TokenHash("b1")));
        assertEquals(1, repositories.accounts().count());
    }

    @Test
    void deadTokensAreDropped() throws Exception {
        Account first = account(ALICE, token("a1"));
        save(null, first).value();
        time.advance(AccountToken.LIFE_MILLIS - 1);
        save(first, first.withTokens(List.of(first.tokens().get(0), token("a2"))))
                .value();
        time.advance(1);
        stopAndOpen();

        assertNull(repositories.accounts().findByToken(new TokenHash("a1")));
        assertEquals(1, repositories.accounts().find(ALICE).tokens().size());
    }

    @Test
    void whispersOfADeletedAccountAreGone() throws Exception {
        Account alice = account(ALICE);
        save(null, alice);
        keepFor(ALICE);
        keepFor(BOB);
        delete(alice).value();

        killAndOpen();
        assertEquals(List.of(), take(ALICE).value());
        assertEquals(1, take(BOB).value().size());
    }

    @Test
    void idsOfWhispersAreNeverGivenAgain() throws Exception {
        long last = 0;
        for (int i = 0; i < 3; i++) {
            keepFor(ALICE).value();
            take(ALICE).value();
            long next = repositories.whispers().nextId();
            assertTrue(next > last);
            last = next;
            time.setUnixMillis(1_000);
            killAndOpen();
        }
        assertTrue(repositories.whispers().nextId() > last);
    }

    @Test
    void idsOfNoticesAreNeverGivenAgain() throws Exception {
        assertEquals(1, addFor(5_000).value().id());
        endNotice(1).value();
        killAndOpen();
        assertEquals(2, addFor(0).value().id());
        stopAndOpen();
        assertEquals(3, addFor(1_000).value().id());
        time.advance(2_000);
        killAndOpen();
        assertEquals(4, addFor(1_000).value().id());
        assertEquals(List.of(4L), holdingIds());
    }

    @Test
    void theOldestWhoWereSeenAreForgotten() throws Exception {
        repositories.lastSeen().seen(ALICE, 1);
        seen(ALICE).value();
        killAndOpen();
        repositories.lastSeen().seen(BOB, 2);
        seen(BOB).value();
        stopAndOpen();
        for (int i = 0; i < LastSeenRepository.MAX_KEPT - 1; i++) {
            repositories.lastSeen().seen(UserName.of("user" + i), 1_000);
        }
        seen(UserName.of("user" + (LastSeenRepository.MAX_KEPT - 2))).value();

        for (int i = 0; i < 2; i++) {
            assertTrue(seen(ALICE).isNone());
            assertEquals(2, seen(BOB).value().lastSeen());
            assertEquals(1_000, seen(UserName.of("user0")).value().lastSeen());
            stopAndOpen();
        }
    }
}
