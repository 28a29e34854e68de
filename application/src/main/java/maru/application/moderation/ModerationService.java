package maru.application.moderation;

import java.io.IOException;
import java.util.List;
import maru.application.chat.Rooms;
import maru.application.port.BanMatches;
import maru.application.port.Banned;
import maru.application.port.Caller;
import maru.application.port.ClientInfo;
import maru.application.port.RoomInfo;
import maru.application.port.in.ModerationUseCase;
import maru.application.port.out.AccountRepository;
import maru.application.port.out.Audience;
import maru.application.port.out.ClientDirectory;
import maru.application.port.out.PasswordHasher;
import maru.application.reply.AwaitedReply;
import maru.application.users.Users;
import maru.domain.Refusal;
import maru.domain.account.Account;
import maru.domain.account.Passwords;
import maru.domain.chat.UserName;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Target;
import org.jspecify.annotations.Nullable;

/** An operator's view of rooms and users, and an operator's hand. */
public final class ModerationService implements ModerationUseCase {
    /** As many digits as every number of a connection has room in. */
    private static final int MOST_DIGITS = 18;

    private final Rooms rooms;
    private final Users users;
    private final AccountRepository accounts;
    private final PasswordHasher passwords;
    private final Audience audience;
    private final ClientDirectory clients;
    private final Sanctioning sanctioning;

    public ModerationService(
            Rooms rooms,
            Users users,
            AccountRepository accounts,
            PasswordHasher passwords,
            Audience audience,
            ClientDirectory clients,
            Sanctioning sanctioning) {
        this.rooms = rooms;
        this.users = users;
        this.accounts = accounts;
        this.passwords = passwords;
        this.audience = audience;
        this.clients = clients;
        this.sanctioning = sanctioning;
    }

    @Override
    public List<RoomInfo> rooms() {
        return rooms.list(null, Integer.MAX_VALUE);
    }

    @Override
    public List<UserName> users() {
        return users.online();
    }

    @Override
    public List<ClientInfo> kick(String userOrId, String reason) {
        Caller caller = find(userOrId);
        if (caller == null) {
            return List.of();
        }
        List<ClientInfo> known = clients.clients().stream()
                .filter(client -> client.id() == caller.id())
                .toList();
        audience.end(caller, Audience.Ending.KICKED, reason.isBlank() ? "an operator ended the connection" : reason);
        return known;
    }

    /** A user of that name comes before a connection of that number. */
    private @Nullable Caller find(String userOrId) {
        Caller user = UserName.refusal(userOrId) == null ? users.find(UserName.of(userOrId)) : null;
        boolean isNumber = !userOrId.isEmpty()
                && userOrId.length() <= MOST_DIGITS
                && userOrId.chars().allMatch(c -> c >= '0' && c <= '9');
        return user == null && isNumber ? audience.find(Long.parseLong(userOrId)) : user;
    }

    @Override
    public BanMatches matches(Target target) {
        return sanctioning.matches(target);
    }

    @Override
    public Banned ban(Target target, long forMillis, String reason) throws IOException {
        Sanction ban = sanctioning.now(Sanction.Kind.BAN, target, forMillis, reason);
        return new Banned(ban, sanctioning.ban(ban).size());
    }

    @Override
    public @Nullable Sanction unban(Target target) throws IOException {
        return sanctioning.lift(new Sanction.Key(Sanction.Kind.BAN, target));
    }

    @Override
    public Sanction mute(UserName user, long forMillis, String reason) throws IOException {
        Sanction mute = sanctioning.now(Sanction.Kind.MUTE, Target.of(user), forMillis, reason);
        sanctioning.put(mute);
        return mute;
    }

    @Override
    public @Nullable Sanction unmute(UserName user) throws IOException {
        return sanctioning.lift(new Sanction.Key(Sanction.Kind.MUTE, Target.of(user)));
    }

    @Override
    public List<Sanction> sanctions() {
        return sanctioning.holding();
    }

    @Override
    public void setPassword(UserName user, byte[] password) throws IOException {
        Refusal refusal = Passwords.refusal(password.length);
        if (refusal != null) {
            throw new IOException(refusal.detail());
        }
        require(user);
        AwaitedReply<String> hash = new AwaitedReply<>();
        passwords.hash(password, hash);
        String made = hash.await();
        Account account = require(user);
        Account after = account.withPassword(made).withTokens(List.of());
        AwaitedReply<Account> saved = new AwaitedReply<>();
        accounts.save(account, after, saved);
        saved.await();
    }

    @Override
    public void deleteAccount(UserName user) throws IOException {
        Account account = require(user);
        AwaitedReply<Account> deleted = new AwaitedReply<>();
        accounts.delete(account, deleted);
        deleted.await();
        Caller caller = users.find(user);
        if (caller != null) {
            audience.end(caller, Audience.Ending.KICKED, "the account was deleted");
        }
    }

    private Account require(UserName user) throws IOException {
        Account account = accounts.find(user);
        if (account == null) {
            throw new IOException("there is no registered user " + user);
        }
        return account;
    }
}
