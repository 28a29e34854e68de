package maru.application.port.out;

import maru.application.port.Reply;
import maru.domain.account.Account;
import maru.domain.account.TokenHash;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * Registered users. From any thread; never blocks. A change is found at once, and answered when it is as safe as the store
 * makes it; one that can't be made safe is taken back and refused, as are those on top of it.
 */
public interface AccountRepository {
    /** The account of that name as it is now, perhaps not safe yet: a change of it is answered behind the earlier ones. */
    @Nullable Account find(UserName name);

    /** Whose token it is, dead or alive. As {@link #find}. */
    @Nullable Account findByToken(TokenHash token);

    /**
     * Another registered name for which a person could take this one, because they look alike (the same skeleton of UTS 39
     * in any spelling); null: there is none. As {@link #find}.
     */
    @Nullable UserName findLookAlike(UserName name);

    /**
     * Adds an account or changes it.
     *
     * @param before what {@link #find} gave, null for a new one; {@code conflict} where that is no longer so, and where a
     *     new one's name looks like another's
     */
    void save(@Nullable Account before, Account after, Reply<Account> reply);

    /** Removes an account, its tokens, and the whispers kept for it. {@code conflict} where it is another by now. */
    void delete(Account before, Reply<Account> reply);

    /** How many there are. */
    int count();
}
