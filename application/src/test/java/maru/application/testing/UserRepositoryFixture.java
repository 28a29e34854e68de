package maru.application.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.port.UserInfo;
import maru.application.port.out.TimeSource;
import maru.domain.RefusalCode;
import maru.domain.account.Account;
import maru.domain.account.AccountToken;
import maru.domain.account.TokenHash;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Target;
import maru.domain.notice.Notice;
import maru.domain.notice.NoticeLevel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of accounts, whispers, notices and last seen stand on: a store, a clock, a lane. */
public abstract class UserRepositoryFixture {
    protected static final UserName ALICE = UserName.of("Alice");
    protected static final UserName BOB = UserName.of("bob");

    protected static final int MOST_WHISPERS = 1_000;
    protected static final int MOST_ACCOUNTS = 3;

    protected final SettableTime time = new SettableTime();
    private final TestLane lane = new TestLane();
    protected UserRepositories repositories;

    /** How many there may be of each; with which the store is opened. */
    public static Limits limits(TimeSource time) {
        return Counts.of(
                time, Map.of(Limit.WHISPERS_WAITING, (long) MOST_WHISPERS, Limit.ACCOUNTS, (long) MOST_ACCOUNTS));
    }

    /** A store that is open and empty, and knows no other clock than this one. */
    protected abstract UserRepositories open(TimeSource time) throws Exception;

    @BeforeEach
    final void begin() throws Exception {
        repositories = open(time);
    }

    @AfterEach
    final void end() throws Exception {
        repositories.store().close();
        lane.close();
    }

    protected final Account account(UserName name, AccountToken... tokens) {
        return new Account(name, "$hash$of$" + name, time.unixMillis(), List.of(tokens));
    }

    protected final AccountToken token(String hex) {
        return new AccountToken(new TokenHash(hex), time.unixMillis(), time.unixMillis(), null);
    }

    protected final RecordingReply<Account> save(@Nullable Account before, Account after) {
        RecordingReply<Account> reply = new RecordingReply<>(lane);
        repositories.accounts().save(before, after, reply);
        return reply;
    }

    protected final RecordingReply<Account> delete(Account before) {
        RecordingReply<Account> reply = new RecordingReply<>(lane);
        repositories.accounts().delete(before, reply);
        return reply;
    }

    protected final Whisper whisper(long id, UserName to) {
        return new Whisper(id, time.unixMillis(), BOB, to, Text.of("whisper " + id));
    }

    /** Keeps a new one. */
    protected final RecordingReply<Whisper> keepFor(UserName to) {
        return keep(whisper(repositories.whispers().nextId(), to));
    }

    protected final RecordingReply<Whisper> keep(Whisper whisper) {
        RecordingReply<Whisper> reply = new RecordingReply<>(lane);
        repositories.whispers().keep(whisper, reply);
        return reply;
    }

    protected final RecordingReply<Whisper> putBack(Whisper whisper) {
        RecordingReply<Whisper> reply = new RecordingReply<>(lane);
        repositories.whispers().putBack(whisper, reply);
        return reply;
    }

    protected final RecordingReply<List<Whisper>> take(UserName to) {
        RecordingReply<List<Whisper>> reply = new RecordingReply<>(lane);
        repositories.whispers().take(to, reply);
        return reply;
    }

    protected final Notice notice(long until) {
        return new Notice(0, NoticeLevel.WARN, until, Text.of("restart\tsoon"), null, null);
    }

    protected final RecordingReply<Notice> add(Notice notice) {
        RecordingReply<Notice> reply = new RecordingReply<>(lane);
        repositories.notices().add(notice, reply);
        return reply;
    }

    /** Adds one that holds for so long; 0: it is said once. */
    protected final RecordingReply<Notice> addFor(long millis) {
        return add(notice(millis == 0 ? 0 : time.unixMillis() + millis));
    }

    protected final RecordingReply<Notice> endNotice(long id) {
        RecordingReply<Notice> reply = new RecordingReply<>(lane);
        repositories.notices().remove(id, reply);
        return reply;
    }

    protected final List<Long> holdingIds() {
        return repositories.notices().holding().stream().map(Notice::id).toList();
    }

    protected final RecordingReply<UserInfo> seen(UserName user) {
        RecordingReply<UserInfo> reply = new RecordingReply<>(lane);
        repositories.lastSeen().find(user, reply);
        return reply;
    }

    /** For so long from now; 0: for good. */
    protected final Sanction sanction(Sanction.Kind kind, Target target, long millis) {
        long now = time.unixMillis();
        return new Sanction(kind, target, now, millis == 0 ? Sanction.FOR_GOOD : now + millis, "spam");
    }

    protected final RecordingReply<Sanction> put(Sanction sanction) {
        RecordingReply<Sanction> reply = new RecordingReply<>(lane);
        repositories.sanctions().put(sanction, reply);
        return reply;
    }

    protected final RecordingReply<Sanction> lift(Sanction.Kind kind, Target target) {
        RecordingReply<Sanction> reply = new RecordingReply<>(lane);
        repositories.sanctions().lift(new Sanction.Key(kind, target), reply);
        return reply;
    }

    protected final List<Sanction> inForce() {
        return repositories.sanctions().current().holding(time.unixMillis());
    }

    protected static void assertRefused(RefusalCode code, RecordingReply<?> reply) {
        assertEquals(code, reply.refusal().code());
    }
}
