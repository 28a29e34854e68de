package maru.application.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import maru.application.port.Reply;
import maru.application.port.out.AccountRepository;
import maru.domain.Refusal;
import maru.domain.account.Account;
import maru.domain.account.TokenHash;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** Keeps accounts in a map: a change is found at once, and taken back where it is refused. For one thread. */
public final class InMemoryAccounts implements AccountRepository {
    private static final Refusal CHANGED = Refusal.conflict(0);

    private final Answers answers = new Answers();
    private final Map<UserName, Account> accounts = new HashMap<>();
    private final InMemoryWhispers whispers;

    /** An account takes the whispers along that are kept for it. */
    public InMemoryAccounts(InMemoryWhispers whispers) {
        this.whispers = whispers;
    }

    /** How changes are answered. */
    public Answers answers() {
        return answers;
    }

    @Override
    public @Nullable Account find(UserName name) {
        return accounts.get(name);
    }

    @Override
    public @Nullable Account findByToken(TokenHash token) {
        return accounts.values().stream()
                .filter(account -> account.token(token).isPresent())
                .findFirst()
                .orElse(null);
    }

    /** Here those look alike that differ in l and 1, or o and 0, alone. */
    @Override
    public @Nullable UserName findLookAlike(UserName name) {
        return accounts.keySet().stream()
                .filter(other -> !other.equals(name) && look(other).equals(look(name)))
                .findFirst()
                .orElse(null);
    }

    private static String look(UserName name) {
        return name.identity().replace('1', 'l').replace('0', 'o');
    }

    @Override
    public void save(@Nullable Account before, Account after, Reply<Account> reply) {
        boolean isAlike = before == null && findLookAlike(after.name()) != null;
        if (isAlike || !Objects.equals(before, find(after.name()))) {
            reply.refused(CHANGED);
            return;
        }
        put(after.name(), after);
        answers.give(reply, taken -> taken.done(after), () -> put(after.name(), before));
    }

    @Override
    public void delete(Account before, Reply<Account> reply) {
        if (!before.equals(find(before.name()))) {
            reply.refused(CHANGED);
            return;
        }
        put(before.name(), null);
        answers.give(
                reply,
                taken -> {
                    whispers.forget(before.name());
                    taken.done(before);
                },
                () -> put(before.name(), before));
    }

    private void put(UserName name, @Nullable Account account) {
        if (account == null) {
            accounts.remove(name);
        } else {
            accounts.put(name, account);
        }
    }

    @Override
    public int count() {
        return accounts.size();
    }
}
