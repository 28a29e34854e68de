package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import maru.adapter.persistence.sqlite.FaultyDisk.Outcome;
import maru.application.port.UserInfo;
import maru.application.port.out.TimeSource;
import maru.application.testing.RecordingReply;
import maru.application.testing.SettableTime;
import maru.application.testing.UserRepositories;
import maru.application.testing.UserRepositoryFixture;
import maru.domain.RefusalCode;
import maru.domain.account.Account;
import maru.domain.account.TokenHash;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Sanction.Kind;
import maru.domain.moderation.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

/** Commits that fail: what is kept of users goes on to agree with the file. */
class UserFaultTest extends UserRepositoryFixture {
    private static final UserName CAROL = UserName.of("carol");

    @TempDir
    Path directory;

    private FaultyDisk disk;
    private Account alice;
    private Whisper whisper;

    @Override
    protected UserRepositories open(TimeSource time) throws Exception {
        Path file = directory.resolve("maru.db");
        disk = new FaultyDisk(file);
        return SqliteUsersTest.of(
                StoreUnderTest.open(file, (SettableTime) time, disk).store());
    }

    @BeforeEach
    void fill() {
        alice = account(ALICE, token("a1"));
        save(null, alice).value();
        whisper = keepFor(ALICE).value();
        assertEquals(1, addFor(5_000).value().id());
        repositories.lastSeen().seen(ALICE, 1);
        seen(ALICE).value();
    }

    @AfterEach
    void repair() {
        disk.heal();
        disk.letCommitsGo();
    }

    @Test
    void nothingIsAnsweredBeforeItIsConfirmed() {
        disk.stopCommits();
        Account changed = alice.withPassword("other");
        List<RecordingReply<?>> waiting = List.of(
                save(alice, changed),
                save(alice, changed),
                keepFor(BOB),
                take(ALICE),
                take(ALICE),
                addFor(5_000),
                endNotice(1),
                endNotice(99),
                delete(changed));
        repositories.lastSeen().seen(ALICE, 2);
        RecordingReply<UserInfo> seen = seen(ALICE);
        disk.awaitWaitingCommit();
        assertTrue(waiting.stream().noneMatch(RecordingReply::isAnswered));
        assertFalse(seen.isAnswered());
        assertEquals(List.of(), holdingIds());

        disk.letCommitsGo();
        assertEquals(2, seen.value().lastSeen());
        assertRefused(RefusalCode.CONFLICT, waiting.get(1));
        assertEquals(List.of(whisper), waiting.get(3).value());
        assertEquals(List.of(), waiting.get(4).value());
        assertTrue(waiting.get(7).isNone());
        assertEquals(List.of(2L), holdingIds());
    }

    @Test
    void aNameIsFreeForItsTwinsIfItCouldNotBeRecorded() {
        disk.stopCommits();
        UserName twin = UserName.of("b\u043Eb");
        RecordingReply<Account> lost = save(null, account(BOB));
        RecordingReply<Account> refused = save(null, account(twin));
        disk.awaitWaitingCommit();
        assertEquals(BOB, repositories.accounts().findLookAlike(twin));
        disk.failWith(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);
        disk.letCommitsGo();
        assertRefused(RefusalCode.STORAGE_FAILED, lost);
        assertRefused(RefusalCode.STORAGE_FAILED, refused);
        assertNull(repositories.accounts().findLookAlike(twin));
        assertNull(repositories.accounts().findLookAlike(BOB));
    }

    @Test
    void failedCommitGivesBackWhatItChangedAndAllBehindIt() {
        disk.stopCommits();
        Account changed = alice.withTokens(List.of(token("a2")));
        RecordingReply<Account> first = save(alice, changed);
        disk.awaitWaitingCommit();
        List<RecordingReply<?>> lost = List.of(
                first,
                keepFor(ALICE),
                take(ALICE),
                take(ALICE),
                keepFor(BOB),
                keepFor(ALICE),
                delete(changed),
                save(null, account(ALICE, token("a3"))),
                save(alice, alice.withPassword("conflict")),
                addFor(5_000),
                endNotice(1),
                addFor(0),
                endNotice(2));
        repositories.lastSeen().seen(ALICE, 2);
        repositories.lastSeen().seen(BOB, 2);
        RecordingReply<UserInfo> seen = seen(ALICE);
        RecordingReply<UserInfo> unseen = seen(BOB);
        disk.failWith(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);
        disk.letCommitsGo();

        lost.forEach(reply -> assertRefused(RefusalCode.STORAGE_FAILED, reply));
        assertEquals(1, seen.value().lastSeen());
        assertTrue(unseen.isNone());
        assertRefused(RefusalCode.STORAGE_FAILED, save(alice, changed));
        checkNothingChanged();
        disk.heal();
        untilTaken(() -> keepFor(CAROL));
        checkNothingChanged();
        assertEquals(List.of(whisper), take(ALICE).value());
        assertEquals(List.of(), take(BOB).value());
        assertEquals(2, addFor(0).value().id());
    }

    private void checkNothingChanged() {
        assertSame(alice, repositories.accounts().find(ALICE));
        assertSame(alice, repositories.accounts().findByToken(new TokenHash("a1")));
        assertNull(repositories.accounts().findByToken(new TokenHash("a2")));
        assertNull(repositories.accounts().findByToken(new TokenHash("a3")));
        assertEquals(1, repositories.accounts().count());
        assertEquals(List.of(1L), holdingIds());
    }

    @Test
    void uncertainChangesThatWereWrittenAreFoundInTheFile() {
        Account changed = alice.withTokens(List.of(token("a2")));
        long id = repositories.whispers().nextId();
        uncertain(Outcome.WRITTEN, () -> save(alice, changed));
        uncertain(Outcome.WRITTEN, () -> addFor(5_000));
        uncertain(Outcome.WRITTEN, () -> take(ALICE));
        disk.failWith(SQLiteErrorCode.SQLITE_IOERR_FSYNC, Outcome.WRITTEN);
        repositories.lastSeen().seen(ALICE, 2);
        assertEquals(1, seen(ALICE).value().lastSeen());
        disk.heal();
        untilTaken(() -> keepFor(CAROL));

        assertEquals(changed, repositories.accounts().find(ALICE));
        assertNull(repositories.accounts().findByToken(new TokenHash("a1")));
        assertEquals(changed, repositories.accounts().findByToken(new TokenHash("a2")));
        assertEquals(List.of(), take(ALICE).value());
        assertEquals(List.of(1L, 2L), holdingIds());
        assertEquals(3, addFor(0).value().id());
        assertEquals(2, seen(ALICE).value().lastSeen());
        assertTrue(repositories.whispers().nextId() > id);
    }

    @Test
    void uncertainChangesThatWereLostAreNotInTheFile() {
        uncertain(Outcome.LOST, () -> delete(alice));
        disk.failWith(SQLiteErrorCode.SQLITE_IOERR_FSYNC, Outcome.LOST);
        repositories.lastSeen().seen(ALICE, 2);
        assertEquals(1, seen(ALICE).value().lastSeen());
        disk.heal();
        untilTaken(() -> keepFor(CAROL));

        checkNothingChanged();
        assertEquals(1, seen(ALICE).value().lastSeen());
        assertEquals(List.of(whisper), take(ALICE).value());
        assertEquals(2, addFor(0).value().id());
    }

    @Test
    void aBanIsInForceAndLiftedWhenThatIsConfirmed() {
        Target alices = Target.of(ALICE);
        Sanction old = put(sanction(Kind.BAN, alices, 0)).value();
        disk.stopCommits();
        Sanction changed = sanction(Kind.BAN, alices, 5_000);
        List<RecordingReply<Sanction>> waiting = List.of(
                put(sanction(Kind.MUTE, alices, 0)),
                put(changed),
                lift(Kind.BAN, alices),
                lift(Kind.BAN, alices),
                lift(Kind.BAN, Target.of(BOB)));
        disk.awaitWaitingCommit();
        assertTrue(waiting.stream().noneMatch(RecordingReply::isAnswered));
        assertEquals(List.of(old), inForce());

        disk.letCommitsGo();
        assertEquals(changed, waiting.get(2).value());
        assertTrue(waiting.get(3).isNone() && waiting.get(4).isNone());
        assertEquals(List.of(Kind.MUTE), inForce().stream().map(Sanction::kind).toList());
    }

    @Test
    void bansThatAreNotConfirmedAreAsTheyWere() {
        Target alices = Target.of(ALICE);
        Target bobs = Target.of(BOB);
        List<Sanction> old = List.of(
                put(sanction(Kind.BAN, alices, 0)).value(),
                put(sanction(Kind.MUTE, bobs, 0)).value());
        disk.stopCommits();
        RecordingReply<Sanction> first = put(sanction(Kind.BAN, bobs, 0));
        disk.awaitWaitingCommit();
        List<RecordingReply<?>> lost = List.of(
                first,
                put(sanction(Kind.BAN, alices, 5_000)),
                lift(Kind.BAN, alices),
                put(sanction(Kind.BAN, alices, 7_000)),
                lift(Kind.MUTE, bobs),
                lift(Kind.BAN, bobs));
        disk.failWith(SQLiteErrorCode.SQLITE_FULL, Outcome.LOST);
        disk.letCommitsGo();
        lost.forEach(reply -> assertRefused(RefusalCode.STORAGE_FAILED, reply));
        assertRefused(RefusalCode.STORAGE_FAILED, put(sanction(Kind.BAN, bobs, 0)));
        assertEquals(Set.copyOf(old), Set.copyOf(inForce()));
        disk.heal();
        untilTaken(() -> keepFor(CAROL));

        assertEquals(Set.copyOf(old), Set.copyOf(inForce()));
        assertEquals(old.get(0), lift(Kind.BAN, alices).value());
        assertEquals(old.get(1), lift(Kind.MUTE, bobs).value());
        assertTrue(lift(Kind.BAN, bobs).isNone());
    }

    @Test
    void uncertainBansAreAsTheFileHasThem() {
        uncertain(Outcome.WRITTEN, () -> put(sanction(Kind.BAN, Target.of(BOB), 0)));
        assertEquals(
                List.of(Target.of(BOB)),
                inForce().stream().map(Sanction::target).toList());
        uncertain(Outcome.LOST, () -> put(sanction(Kind.MUTE, Target.of(ALICE), 0)));
        assertEquals(1, inForce().size());
        uncertain(Outcome.LOST, () -> lift(Kind.BAN, Target.of(BOB)));
        assertEquals(1, inForce().size());
        uncertain(Outcome.WRITTEN, () -> lift(Kind.BAN, Target.of(BOB)));
        assertEquals(List.of(), inForce());
    }

    private void uncertain(Outcome outcome, Supplier<RecordingReply<?>> write) {
        disk.failWith(SQLiteErrorCode.SQLITE_IOERR_FSYNC, outcome);
        assertRefused(RefusalCode.UNCERTAIN, write.get());
        disk.heal();
        untilTaken(() -> keepFor(CAROL));
    }

    /** Repeats a write until the gate is open again. */
    private static <T> T untilTaken(Supplier<RecordingReply<T>> write) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            RecordingReply<T> reply = write.get();
            if (!reply.isRefused() || System.nanoTime() > end) {
                return reply.value();
            }
            Thread.onSpinWait();
        }
    }
}
