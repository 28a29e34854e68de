package maru.application.account;

import java.util.List;
import java.util.function.Consumer;
import maru.application.port.Caller;
import maru.application.port.Reply;
import maru.application.port.Welcome;
import maru.application.port.in.AccountUseCase;
import maru.application.port.out.AccountRepository;
import maru.application.port.out.Audience;
import maru.application.port.out.PasswordHasher;
import maru.application.port.out.TimeSource;
import maru.application.reply.NextStep;
import maru.application.users.KeptWhispers;
import maru.application.users.Users;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.account.Account;
import maru.domain.account.AccountToken;
import maru.domain.account.Passwords;
import maru.domain.account.TokenHash;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * Logins. What takes time (a password's hash, a record of the store) goes on on the caller's lane when it is done; a
 * caller that has ended meanwhile is not logged in any more.
 */
public final class AccountService implements AccountUseCase {
    private static final Refusal LOGIN_REQUIRED =
            new Refusal(RefusalCode.LOGIN_REQUIRED, "log in first, for example login<alice>");
    private static final Refusal WRONG_PASSWORD =
            new Refusal(RefusalCode.BAD_CREDENTIALS, "name and password do not belong together");
    private static final Refusal UNKNOWN_TOKEN =
            new Refusal(RefusalCode.BAD_CREDENTIALS, "the token is unknown or has ended: log in again");
    private static final Refusal GUEST =
            new Refusal(RefusalCode.FORBIDDEN, "a guest has no password: register<name,password> makes an account");
    private static final Refusal CHANGED = new Refusal(
            RefusalCode.BUSY, "the account was being changed by another connection at the same time: try again");
    private static final Refusal GONE = new Refusal(RefusalCode.LOGIN_REQUIRED, "the connection has ended");

    private final Entrance entrance;
    private final Users users;
    private final AccountRepository accounts;
    private final KeptWhispers keptWhispers;
    private final PasswordHasher passwords;
    private final LoginGuard guard;
    private final Audience audience;
    private final TimeSource time;
    private final Tokens tokens = new Tokens();

    public AccountService(
            Entrance entrance,
            Users users,
            AccountRepository accounts,
            KeptWhispers keptWhispers,
            PasswordHasher passwords,
            LoginGuard guard,
            Audience audience,
            TimeSource time) {
        this.entrance = entrance;
        this.users = users;
        this.accounts = accounts;
        this.keptWhispers = keptWhispers;
        this.passwords = passwords;
        this.guard = guard;
        this.audience = audience;
        this.time = time;
    }

    @Override
    public void login(Caller caller, UserName name, byte @Nullable [] password, Reply<Welcome> reply) {
        if (isLoggedIn(caller, reply)) {
            return;
        }
        if (password == null) {
            loginAsGuest(caller, name, reply);
            return;
        }
        LoginGuard.Try attempt = guard.attempt(caller, name, reply);
        if (attempt == null) {
            return;
        }
        if (password.length > Passwords.MAX_BYTES) {
            attempt.failed();
            reply.refused(WRONG_PASSWORD);
            return;
        }
        Account account = accounts.find(name);
        Reply<Welcome> later = reply.later();
        verify(caller, password, account, attempt, later, () -> {
            Account current = accounts.find(name);
            if (current == null || account == null || !current.passwordHash().equals(account.passwordHash())) {
                later.refused(WRONG_PASSWORD);
            } else if (!entrance.isTurnedAway(caller, current.name(), later)) {
                loginWithNewToken(caller, current, later);
            }
        });
    }

    private void loginAsGuest(Caller caller, UserName name, Reply<Welcome> reply) {
        if (accounts.find(name) != null) {
            reply.refused(new Refusal(
                    RefusalCode.BAD_CREDENTIALS,
                    name + " is registered: login<" + name + ",password>, or choose another name"));
            return;
        }
        if (entrance.isTurnedAway(caller, name, reply)) {
            return;
        }
        String token = tokens.next();
        Refusal refusal = refusalOfLooks(name);
        if (refusal == null) {
            refusal = users.takeAsGuest(caller, name, token);
        }
        if (refusal == null) {
            entrance.enter(caller, name, token, () -> users.deliver(caller, name, List.of()), reply);
        } else {
            reply.refused(refusal);
        }
    }

    private void loginWithNewToken(Caller caller, Account account, Reply<Welcome> later) {
        long now = time.unixMillis();
        String token = tokens.next();
        Account after = account.withToken(new AccountToken(Tokens.hash(token), now, now, null), now);
        save(caller, account, after, later, saved -> enterRegistered(caller, saved.name(), token, later));
    }

    @Override
    public void resume(Caller caller, String token, Reply<Welcome> reply) {
        if (isLoggedIn(caller, reply)) {
            return;
        }
        TokenHash hash = Tokens.hash(token);
        Account account = accounts.findByToken(hash);
        AccountToken known = account == null ? null : account.token(hash).orElse(null);
        if (account == null || known == null) {
            resumeAsGuest(caller, token, reply);
        } else if (known.isAlive(time.unixMillis())) {
            if (!entrance.isTurnedAway(caller, account.name(), reply)) {
                resumeAsRegistered(caller, account, known, token, reply.later());
            }
        } else {
            reply.refused(UNKNOWN_TOKEN);
        }
    }

    private void resumeAsGuest(Caller caller, String token, Reply<Welcome> reply) {
        UserName name = users.resumeAsGuest(caller, token, this::replace);
        if (name == null) {
            reply.refused(UNKNOWN_TOKEN);
        } else {
            entrance.enter(caller, name, token, () -> users.deliver(caller, name, List.of()), reply);
        }
    }

    private void resumeAsRegistered(
            Caller caller, Account account, AccountToken known, String token, Reply<Welcome> later) {
        long now = time.unixMillis();
        Account after = account.withUse(known, now);
        String given = token;
        if (known.isOld(now)) {
            given = tokens.next();
            after = after.withToken(new AccountToken(Tokens.hash(given), now, now, known.hash()), now);
        }
        String welcomed = given;
        save(caller, account, after, later, saved -> enterRegistered(caller, saved.name(), welcomed, later));
    }

    private void enterRegistered(Caller caller, UserName name, String token, Reply<Welcome> later) {
        Caller displaced = users.takeAsRegistered(caller, name);
        if (displaced != null) {
            replace(displaced);
        }
        entrance.enter(caller, name, token, () -> keptWhispers.deliver(caller, name), later);
    }

    private void replace(Caller displaced) {
        audience.end(displaced, Audience.Ending.REPLACED, "you are here with another connection now");
    }

    @Override
    public void register(Caller caller, UserName typed, byte[] password, Reply<Welcome> reply) {
        UserName own = caller.user();
        if (own != null && !own.equals(typed)) {
            isLoggedIn(caller, reply);
            return;
        }
        Refusal refusal = Passwords.refusal(password.length);
        if (refusal == null) {
            refusal = refusalOfNewAccount(typed, own == null);
        }
        if (refusal != null) {
            reply.refused(refusal);
            return;
        }
        if (entrance.isTurnedAway(caller, typed, reply)) {
            return;
        }
        LoginGuard.Registration registration = guard.registration(caller, reply);
        if (registration == null) {
            return;
        }
        UserName name = own == null ? typed : own;
        Reply<Welcome> later = reply.later();
        Consumer<Refusal> refused = why -> {
            if (!caller.hasEnded()) { // one who hangs up had its hash made all the same
                registration.cancelled();
            }
            later.refused(why);
        };
        passwords.hash(
                password,
                new NextStep<>(caller.lane(), hash -> addAccount(caller, name, hash, later, refused), refused));
    }

    private @Nullable Refusal refusalOfNewAccount(UserName name, boolean isNew) {
        if (accounts.find(name) != null) {
            return new Refusal(RefusalCode.NAME_TAKEN, name + " is registered already: choose another name");
        }
        Refusal refusal = refusalOfLooks(name);
        return refusal == null && isNew ? users.refusalOf(name) : refusal;
    }

    /** Why nobody is let in by a name that could be taken for a registered one, or null. */
    private @Nullable Refusal refusalOfLooks(UserName name) {
        UserName alike = accounts.findLookAlike(name);
        if (alike == null) {
            return null;
        }
        return new Refusal(
                RefusalCode.NAME_TAKEN,
                name + " looks like " + alike + ", which is registered: choose a name that nobody takes for it");
    }

    private void addAccount(
            Caller caller, UserName name, String passwordHash, Reply<Welcome> later, Consumer<Refusal> refused) {
        boolean isGuest = caller.user() != null;
        Refusal refusal = caller.hasEnded() ? GONE : refusalOfNewAccount(name, !isGuest);
        if (refusal != null) {
            refused.accept(refusal);
            return;
        }
        long now = time.unixMillis();
        String token = tokens.next();
        AccountToken first = new AccountToken(Tokens.hash(token), now, now, null);
        Consumer<Refusal> notSaved = why -> {
            boolean lost = why.code() == RefusalCode.CONFLICT;
            Refusal taken = lost ? refusalOfNewAccount(name, false) : null;
            refused.accept(taken != null ? taken : lost ? CHANGED : why);
        };
        save(
                caller,
                null,
                new Account(name, passwordHash, now, List.of(first)),
                later,
                saved -> {
                    if (isGuest) {
                        users.forgetToken(caller, name);
                        later.done(new Welcome(caller.id(), name, token));
                    } else {
                        enterRegistered(caller, name, token, later);
                    }
                },
                notSaved);
    }

    @Override
    public void password(Caller caller, byte[] old, byte[] changed, Reply<Welcome> reply) {
        UserName user = caller.user();
        Account account = user == null ? null : accounts.find(user);
        Refusal refusal = user == null ? LOGIN_REQUIRED : account == null ? GUEST : Passwords.refusal(changed.length);
        if (refusal != null || account == null) {
            reply.refused(refusal == null ? GUEST : refusal);
            return;
        }
        LoginGuard.Try attempt = guard.attempt(caller, account.name(), reply);
        if (attempt == null) {
            return;
        }
        Reply<Welcome> later = reply.later();
        verify(
                caller,
                old,
                account,
                attempt,
                later,
                () -> passwords.hash(
                        changed,
                        new NextStep<>(
                                caller.lane(), hash -> setPassword(caller, account, hash, later), later::refused)));
    }

    /** Unless the password that was found to be right is another by now. */
    private void setPassword(Caller caller, Account verified, String passwordHash, Reply<Welcome> later) {
        Account account = accounts.find(verified.name());
        if (account == null || !account.passwordHash().equals(verified.passwordHash())) {
            later.refused(WRONG_PASSWORD);
            return;
        }
        long now = time.unixMillis();
        String token = tokens.next();
        AccountToken only = new AccountToken(Tokens.hash(token), now, now, null);
        Account after = account.withPassword(passwordHash).withTokens(List.of(only));
        save(caller, account, after, later, saved -> later.done(new Welcome(caller.id(), saved.name(), token)));
    }

    @Override
    public void logoutAll(Caller caller, Reply<UserName> reply) {
        UserName user = caller.user();
        if (user == null) {
            reply.refused(LOGIN_REQUIRED);
            return;
        }
        Account account = accounts.find(user);
        if (account == null) {
            users.forgetToken(caller, user);
            reply.done(user);
            return;
        }
        Reply<UserName> later = reply.later();
        save(caller, account, account.withTokens(List.of()), later, saved -> later.done(user));
    }

    @Override
    public void ended(Caller caller, boolean mayResume) {
        entrance.exit(caller, mayResume);
    }

    private static boolean isLoggedIn(Caller caller, Reply<Welcome> reply) {
        UserName user = caller.user();
        if (user == null) {
            return false;
        }
        reply.refused(new Refusal(
                RefusalCode.ALREADY_LOGGED_IN, "you are " + user + ": another user needs another connection"));
        return true;
    }

    /** Takes as long for a user there is none of, and for a connection that has ended. */
    private void verify(
            Caller caller,
            byte[] password,
            @Nullable Account account,
            LoginGuard.Try attempt,
            Reply<?> later,
            Runnable whenRight) {
        String hash = account == null ? null : account.passwordHash();
        passwords.verify(
                password,
                hash,
                new NextStep<>(
                        caller.lane(),
                        right -> {
                            if (right) {
                                attempt.succeeded();
                            } else {
                                attempt.failed();
                            }
                            if (right && !caller.hasEnded()) {
                                whenRight.run();
                            } else {
                                later.refused(WRONG_PASSWORD);
                            }
                        },
                        why -> {
                            attempt.cancelled();
                            later.refused(why);
                        }));
    }

    private void save(
            Caller caller, @Nullable Account before, Account after, Reply<?> later, Consumer<Account> whenSaved) {
        save(
                caller,
                before,
                after,
                later,
                whenSaved,
                why -> later.refused(why.code() == RefusalCode.CONFLICT ? CHANGED : why));
    }

    /** Goes on on the caller's lane when it is recorded, unless the caller has ended. */
    private void save(
            Caller caller,
            @Nullable Account before,
            Account after,
            Reply<?> later,
            Consumer<Account> whenSaved,
            Consumer<Refusal> whenNot) {
        accounts.save(
                before,
                after,
                new NextStep<>(
                        caller.lane(),
                        saved -> {
                            if (caller.hasEnded()) {
                                later.refused(GONE);
                            } else {
                                whenSaved.accept(saved);
                            }
                        },
                        whenNot));
    }
}
