package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import maru.adapter.persistence.StoreException;
import maru.application.port.UserInfo;
import maru.application.port.out.LastSeenRepository;
import maru.application.port.out.TimeSource;
import maru.application.testing.UserRepositories;
import maru.application.testing.UserRepositoryFixture;
import maru.domain.RefusalCode;
import maru.domain.account.Account;
import maru.domain.account.AccountToken;
import maru.domain.account.TokenHash;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;
import maru.domain.moderation.AddressRange;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Sanction.Kind;
import maru.domain.moderation.Target;
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
    void namesThatLookLikeStoredOnesAreKnownAgain() throws Exception {
        save(null, account(ALICE)).value();
        stopAndOpen();
        UserName twin = UserName.of("\u0430lice");
        assertEquals(ALICE, repositories.accounts().findLookAlike(twin));
        assertEquals(RefusalCode.CONFLICT, save(null, account(twin)).refusal().code());
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
    void bansAndMutesAreThereAgain() throws Exception {
        List<Sanction> all = List.of(
                sanction(Kind.BAN, Target.of(UserName.of("10.0.0.1")), 0),
                sanction(Kind.BAN, Target.of(AddressRange.of("10.0.0.1")), 5_000),
                sanction(Kind.BAN, Target.of(AddressRange.of("2001:db8::/32")), 0),
                sanction(Kind.BAN, Target.of(ALICE), 0),
                sanction(Kind.MUTE, Target.of(ALICE), 9_000));
        for (Sanction sanction : all) {
            put(sanction).value();
        }
        put(sanction(Kind.MUTE, Target.of(BOB), 0)).value();
        lift(Kind.MUTE, Target.of(BOB)).value();

        killAndOpen();
        assertEquals(Set.copyOf(all), Set.copyOf(inForce()));
        stopAndOpen();
        assertEquals(Set.copyOf(all), Set.copyOf(inForce()));
        Sanction longer = put(sanction(Kind.BAN, Target.of(AddressRange.of("10.0.0.1")), 9_000))
                .value();
        time.advance(5_000);
        killAndOpen();
        assertEquals(5, inForce().size());
        assertEquals(longer, repositories.sanctions().current().banOf(new byte[] {10, 0, 0, 1}, time.unixMillis()));
    }

    /** Made by the server before bans were kept: schema 5. */
    @Test
    void aFileOfSchemaFiveIsBroughtUpToDate() throws Exception {
        repositories.store().close();
        file = directory.resolve("schema-5.db");
        try (InputStream kept = new GZIPInputStream(getClass().getResourceAsStream("schema-5.db.gz"))) {
            Files.copy(kept, file);
        }
        time.setUnixMillis(1_795_245_400_000L);
        for (int i = 0; i < 2; i++) {
            repositories = openFile();
            assertEquals("Alice", repositories.accounts().find(ALICE).name().shown());
            assertEquals(List.of(1L), holdingIds());
            assertEquals(i, inForce().size());
            if (i == 0) {
                put(sanction(Kind.MUTE, Target.of(ALICE), 0)).value();
                assertEquals(
                        List.of("while you were away"),
                        take(ALICE).value().stream()
                                .map(whisper -> whisper.text().toString())
                                .toList());
            }
            repositories.store().close();
        }
        try (StoreUnderTest store = StoreUnderTest.open(file, time)) {
            assertFalse(store.client(1).get("color").isNone());
            assertEquals(2, store.room("lobby", time).last());
        }
        repositories = openFile();
    }

    /** What has ended goes from the file with the next one that is written. */
    @Test
    void endedBansLeaveTheFile() throws Exception {
        put(sanction(Kind.BAN, Target.of(ALICE), 5_000)).value();
        time.advance(5_000);
        put(sanction(Kind.BAN, Target.of(BOB), 0)).value();
        time.setUnixMillis(time.unixMillis() - 5_000);
        killAndOpen();
        assertEquals(
                List.of(Target.of(BOB)),
                inForce().stream().map(Sanction::target).toList());
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
