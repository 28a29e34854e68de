package maru.adapter.persistence.table;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.names.LookAlikes;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.port.Reply;
import maru.application.port.out.AccountRepository;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.account.Account;
import maru.domain.account.AccountToken;
import maru.domain.account.TokenHash;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;
import org.jspecify.annotations.Nullable;

/** Accounts in the JVM, all of them. When a change is safe is the store's ({@link #saved}, {@link #deleted}). */
public abstract class TableAccountRepository implements AccountRepository {
    private static final Refusal CHANGED =
            new Refusal(RefusalCode.CONFLICT, "the account was changed by somebody else meanwhile: try again");

    private final ReentrantLock lock;
    private final Gate gate;
    private final Limits limits;

    @GuardedBy("lock") private final WhisperTable whispers;

    /** Written under the lock. */
    private final Map<UserName, Account> byName = new ConcurrentHashMap<>();

    /** Written under the lock. */
    private final Map<TokenHash, Account> byToken = new ConcurrentHashMap<>();

    /** Written under the lock. */
    private final LookAlikes lookAlikes = new LookAlikes();

    /** @param whispers those of a deleted account go with it; guarded by the same lock */
    protected TableAccountRepository(ReentrantLock lock, Gate gate, WhisperTable whispers, Limits limits) {
        this.lock = lock;
        this.gate = gate;
        this.whispers = whispers;
        this.limits = limits;
    }

    /**
     * An account was added or changed. Under the lock.
     *
     * @return whether the store answers, later
     */
    protected abstract boolean saved(@Nullable Account before, Account after, Reply<Account> reply);

    /**
     * An account was deleted, and the whispers kept for it. Under the lock.
     *
     * @return whether the store answers, later
     */
    protected abstract boolean deleted(Account before, List<Whisper> kept, Reply<Account> reply);

    @Override
    public final @Nullable Account find(UserName name) {
        return byName.get(name);
    }

    @Override
    public final @Nullable Account findByToken(TokenHash token) {
        return byToken.get(token);
    }

    @Override
    public final @Nullable UserName findLookAlike(UserName name) {
        return lookAlikes.find(name);
    }

    @Override
    public final int count() {
        return byName.size();
    }

    @Override
    public final void save(@Nullable Account before, Account after, Reply<Account> reply) {
        Refusal why;
        boolean isKept = false;
        lock.lock();
        try {
            why = gate.refusalOfWrites();
            if (why == null) {
                boolean isAsFound = isNow(after.name(), before) && !isNewAndLooksLikeAnother(before, after);
                why = isAsFound ? refusalOfMore(before, after) : CHANGED;
                if (why == null) {
                    replace(before, after);
                    isKept = saved(before, after, reply);
                } else {
                    isKept = gate.await(why, reply);
                }
            }
        } finally {
            lock.unlock();
        }
        if (!isKept) {
            answer(after, why, reply);
        }
    }

    private @Nullable Refusal refusalOfMore(@Nullable Account before, Account after) {
        long most = limits.most(Limit.ACCOUNTS);
        if (before != null || byName.size() < most || !limits.refuses(Limit.ACCOUNTS, "user=" + after.name())) {
            return null;
        }
        return new Refusal(
                RefusalCode.LIMIT,
                "there are " + most + " registered users, as many as there may be: go on as a guest");
    }

    @Override
    public final void delete(Account before, Reply<Account> reply) {
        Refusal why;
        boolean isKept = false;
        lock.lock();
        try {
            why = gate.refusalOfWrites();
            if (why == null && !isNow(before.name(), before)) {
                why = CHANGED;
                isKept = gate.await(why, reply);
            } else if (why == null) {
                replace(before, null);
                isKept = deleted(before, whispers.take(before.name()), reply);
            }
        } finally {
            lock.unlock();
        }
        if (!isKept) {
            answer(before, why, reply);
        }
    }

    @SuppressWarnings("ReferenceEquality") // each change makes an object of its own
    private boolean isNow(UserName name, @Nullable Account account) {
        return byName.get(name) == account;
    }

    private boolean isNewAndLooksLikeAnother(@Nullable Account before, Account after) {
        return before == null && lookAlikes.find(after.name()) != null;
    }

    private static void answer(Account account, @Nullable Refusal why, Reply<Account> reply) {
        if (why == null) {
            reply.done(account);
        } else {
            reply.refused(why);
        }
    }

    /** {@link #saved} is taken back. */
    protected final void takeBack(@Nullable Account before, Account after) {
        replace(/* before= */ after, /* after= */ before);
    }

    /** {@link #deleted} is taken back. */
    protected final void putBack(Account account, List<Whisper> kept) {
        lock.lock();
        try {
            replace(null, account);
            whispers.putAll(kept);
        } finally {
            lock.unlock();
        }
    }

    /** Puts one account in the place of another, with its tokens; null: none. */
    private void replace(@Nullable Account before, @Nullable Account after) {
        lock.lock();
        try {
            replaceName(before == null ? null : before.name(), after == null ? null : after.name());
            if (after != null) {
                byName.put(after.name(), after);
                after.tokens().forEach(token -> byToken.put(token.hash(), after));
            }
            if (before == null) {
                return;
            }
            if (after == null) {
                byName.remove(before.name());
            }
            for (AccountToken token : before.tokens()) {
                if (after == null || after.token(token.hash()).isEmpty()) {
                    byToken.remove(token.hash());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void replaceName(@Nullable UserName before, @Nullable UserName after) {
        if (before != null && after != null && before.shown().equals(after.shown())) {
            return;
        }
        if (before != null) {
            lookAlikes.remove(before);
        }
        if (after != null) {
            lookAlikes.add(after);
        }
    }

    /** There are these accounts and no others; one that is there already stays the object that it is. */
    protected final void replaceAll(List<Account> accounts) {
        lock.lock();
        try {
            Map<UserName, Account> surplus = new HashMap<>(byName);
            for (Account account : accounts) {
                Account found = surplus.remove(account.name());
                if (!account.equals(found)) {
                    replace(found, account);
                }
            }
            surplus.values().forEach(account -> replace(account, null));
        } finally {
            lock.unlock();
        }
    }
}
