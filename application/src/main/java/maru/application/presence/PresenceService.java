package maru.application.presence;

import java.util.Set;
import maru.application.chat.Participant;
import maru.application.chat.Participants;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.port.Caller;
import maru.application.port.Lane;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.UserInfo;
import maru.application.port.in.PresenceUseCase;
import maru.application.port.out.AccountRepository;
import maru.application.port.out.LastSeenRepository;
import maru.application.port.out.TimeSource;
import maru.application.users.Users;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.account.Account;
import maru.domain.chat.UserName;

/** Who is there, and since when not. */
public final class PresenceService implements PresenceUseCase {
    private final Participants participants;
    private final Users users;
    private final LastSeenRepository lastSeen;
    private final AccountRepository accounts;
    private final Limits limits;
    private final TimeSource time;

    public PresenceService(
            Participants participants,
            Users users,
            LastSeenRepository lastSeen,
            AccountRepository accounts,
            Limits limits,
            TimeSource time) {
        this.participants = participants;
        this.users = users;
        this.lastSeen = lastSeen;
        this.accounts = accounts;
        this.limits = limits;
        this.time = time;
    }

    @Override
    public void whois(Caller caller, UserName user, Reply<UserInfo> reply) {
        if (participants.of(caller, reply) == null) {
            return;
        }
        UserName online = users.spellingOf(user);
        if (online != null) {
            reply.done(new UserInfo(online, true, time.unixMillis()));
        } else {
            lastSeen.find(user, new OrRegistered(accounts, user, reply));
        }
    }

    @Override
    public void follow(Caller caller, UserName user, Reply<UserName> reply) {
        Participant participant = participants.of(caller, reply);
        if (participant == null) {
            return;
        }
        if (isOneTooMany(caller, participant.followed(), user)) {
            reply.refused(new Refusal(
                    RefusalCode.LIMIT,
                    "you follow " + limits.most(Limit.FOLLOWS)
                            + " users, the most a connection may: unfollow one first"));
            return;
        }
        participant.follows(user);
        reply.done(user);
        users.follow(caller, user);
    }

    private boolean isOneTooMany(Caller caller, Set<UserName> followed, UserName user) {
        return followed.size() >= limits.most(Limit.FOLLOWS)
                && !followed.contains(user)
                && limits.refuses(Limit.FOLLOWS, caller);
    }

    @Override
    public void unfollow(Caller caller, UserName user, Reply<UserName> reply) {
        Participant participant = participants.of(caller, reply);
        if (participant != null) {
            if (participant.unfollows(user)) {
                users.unfollow(caller, user);
            }
            reply.done(user);
        }
    }

    /** One who was never online since may have registered all the same. */
    private record OrRegistered(AccountRepository accounts, UserName user, Reply<UserInfo> reply)
            implements Lookup<UserInfo> {
        @Override
        public void done(UserInfo result) {
            reply.done(result);
        }

        @Override
        public void none() {
            Account account = accounts.find(user);
            if (account == null) {
                reply.refused(new Refusal(RefusalCode.NO_SUCH_USER, "nobody was seen here by the name " + user));
            } else {
                reply.done(new UserInfo(account.name(), false, account.registeredAt()));
            }
        }

        @Override
        public void refused(Refusal why) {
            reply.refused(why);
        }

        @Override
        public Lookup<UserInfo> later() {
            return new OrRegistered(accounts, user, reply.later());
        }

        @Override
        public Lane lane() {
            return reply.lane();
        }
    }
}
