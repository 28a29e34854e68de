package maru.domain.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import maru.domain.chat.UserName;

/**
 * A registered user, with all that lets somebody be that user.
 *
 * @param passwordHash as the password hasher made it: it says by itself how it was made
 * @param registeredAt Unix milliseconds
 * @param tokens the oldest first; at most {@value #MAX_TOKENS}
 */
public record Account(UserName name, String passwordHash, long registeredAt, List<AccountToken> tokens) {
    /** One for each of a user's devices, and some more; the one that was issued first goes when there are more. */
    public static final int MAX_TOKENS = 20;

    public Account {
        tokens = List.copyOf(tokens);
    }

    public Optional<AccountToken> token(TokenHash hash) {
        return tokens.stream().filter(token -> token.hash().equals(hash)).findFirst();
    }

    /** With one token more; those that are no longer alive go. The one that it replaces stays until it is used. */
    public Account withToken(AccountToken token, long unixMillis) {
        List<AccountToken> kept = new ArrayList<>(tokens);
        kept.removeIf(other -> !other.isAlive(unixMillis));
        while (kept.size() >= MAX_TOKENS) {
            kept.remove(kept.get(0).hash().equals(token.replaces()) ? 1 : 0);
        }
        kept.add(token);
        return withTokens(kept);
    }

    /** As after a use of one of its tokens: it lives on from now, and what it replaced is gone. */
    public Account withUse(AccountToken used, long unixMillis) {
        List<AccountToken> kept = new ArrayList<>();
        for (AccountToken token : tokens) {
            if (token.hash().equals(used.hash())) {
                kept.add(new AccountToken(token.hash(), token.issuedAt(), unixMillis, null));
            } else if (!token.hash().equals(used.replaces())) {
                kept.add(token);
            }
        }
        return withTokens(kept);
    }

    public Account withTokens(List<AccountToken> others) {
        return new Account(name, passwordHash, registeredAt, others);
    }

    public Account withPassword(String hash) {
        return new Account(name, hash, registeredAt, tokens);
    }

    /** Without what lets somebody be this user, or guess at it. */
    @Override
    public String toString() {
        return "Account[name=" + name + ", registeredAt=" + registeredAt + ", tokens=" + tokens.size() + "]";
    }
}
