package maru.application.chat;

import java.util.List;
import java.util.function.Consumer;
import maru.application.admission.Admission;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.port.Caller;
import maru.application.port.Joined;
import maru.application.port.Reply;
import maru.application.port.RoomInfo;
import maru.application.port.in.ChatUseCase;
import maru.application.port.out.AccountRepository;
import maru.application.port.out.Audience;
import maru.application.port.out.NoticeRepository;
import maru.application.port.out.TimeSource;
import maru.application.port.out.WhisperRepository;
import maru.application.reply.Faults;
import maru.application.reply.MappedReply;
import maru.application.reply.RemoteReply;
import maru.application.users.KeptWhispers;
import maru.application.users.Users;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.account.Account;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;
import maru.domain.notice.Notice;
import org.jspecify.annotations.Nullable;

/** Who may do what in which room; what happens there is the room's. */
public final class ChatService implements ChatUseCase {
    private static final Refusal REPLACED =
            new Refusal(RefusalCode.LOGIN_REQUIRED, "you are not logged in with this connection any more");

    private final Rooms rooms;
    private final Participants participants;
    private final Users users;
    private final AccountRepository accounts;
    private final WhisperRepository whispers;
    private final KeptWhispers keptWhispers;
    private final NoticeRepository notices;
    private final Audience audience;
    private final Admission admission;
    private final Limits limits;
    private final TimeSource time;
    private final MessageRate rate;

    public ChatService(
            Rooms rooms,
            Participants participants,
            Users users,
            AccountRepository accounts,
            WhisperRepository whispers,
            NoticeRepository notices,
            Audience audience,
            Admission admission,
            Limits limits,
            TimeSource time) {
        this.rooms = rooms;
        this.participants = participants;
        this.users = users;
        this.accounts = accounts;
        this.whispers = whispers;
        this.keptWhispers = new KeptWhispers(users, whispers);
        this.notices = notices;
        this.audience = audience;
        this.admission = admission;
        this.limits = limits;
        this.time = time;
        this.rate = new MessageRate(limits, time);
    }

    @Override
    public void join(Caller caller, RoomName name, Reply<Joined> reply) {
        Participant participant = participants.of(caller, reply);
        UserName user = caller.user();
        if (participant == null || user == null) {
            return;
        }
        Room room = participant.room(name);
        if (room == null) {
            if (isInTooMany(caller, participant)) {
                reply.refused(inTooMany());
                return;
            }
            room = rooms.claim(name);
            if (room == null) {
                limits.refused(Limit.ROOMS, caller);
                reply.refused(rooms.tooMany());
                return;
            }
            participant.joins(name, room);
            enter(room, caller, user, new MappedReply<>(reply, joined -> withNotices(caller, joined)));
        } else {
            enter(room, caller, user, reply);
        }
    }

    private boolean isInTooMany(Caller caller, Participant participant) {
        return participant.roomCount() >= limits.most(Limit.ROOMS_JOINED) && limits.refuses(Limit.ROOMS_JOINED, caller);
    }

    private Refusal inTooMany() {
        return new Refusal(
                RefusalCode.LIMIT,
                "you are in " + limits.most(Limit.ROOMS_JOINED)
                        + " rooms, the most a connection may be in: leave one first, for example leave<general>");
    }

    /**
     * Whether the caller is still the user's connection is asked on the room's lane: one that was replaced after that
     * is followed there by the new one's join, and one that was replaced before must not push the new one out.
     */
    private void enter(Room room, Caller caller, UserName user, Reply<Joined> reply) {
        on(room, reply, answer -> {
            if (caller.equals(users.find(user))) {
                room.join(caller, user, answer);
            } else {
                answer.refused(REPLACED);
            }
        });
    }

    /** What the operators announced to the room's members and still holds. */
    private Joined withNotices(Caller caller, Joined joined) {
        for (Notice notice : notices.holding()) {
            if (joined.room().equals(notice.room())) {
                audience.show(caller, notice);
            }
        }
        return joined;
    }

    @Override
    public void leave(Caller caller, RoomName name, Reply<RoomName> reply) {
        Participant participant = participants.of(caller, reply);
        UserName user = caller.user();
        if (participant == null || user == null) {
            return;
        }
        Room room = participant.leaves(name);
        if (room == null) {
            reply.refused(notAMember(name));
            return;
        }
        long now = time.monotonicMillis();
        on(room, reply, answer -> room.leave(caller, user, answer, now, () -> rooms.release(room)));
    }

    /** The caller is gone: it leaves every room. */
    public void dropAll(Caller caller, UserName user, Participant participant) {
        Faults faults = new Faults();
        for (Room room : participant.rooms()) {
            if (room.lane().isCurrent()) {
                faults.run(() -> drop(room, caller, user));
            } else {
                faults.run(() -> room.lane().execute(() -> drop(room, caller, user)));
            }
        }
        faults.rethrow();
    }

    private void drop(Room room, Caller caller, UserName user) {
        room.drop(caller, user, time.monotonicMillis(), () -> rooms.release(room));
    }

    @Override
    public void say(Caller caller, RoomName name, Text text, Reply<Long> reply) {
        say(caller, name, text, null, reply);
    }

    @Override
    public void sayOnce(Caller caller, RoomName name, OnceKey key, Text text, Reply<Long> reply) {
        say(caller, name, text, key, reply);
    }

    private void say(Caller caller, RoomName name, Text text, @Nullable OnceKey once, Reply<Long> reply) {
        Participant participant = participants.of(caller, reply);
        Room room = participant == null ? null : roomOf(participant, name, reply);
        UserName user = caller.user();
        if (participant != null
                && room != null
                && user != null
                && mayTalk(user, reply)
                && rate.allows(caller, participant, reply)) {
            on(room, reply, answer -> room.say(caller, user, text, once, time.unixMillis(), answer));
        }
    }

    private boolean mayTalk(UserName user, Reply<?> reply) {
        Refusal muted = admission.muteOf(user);
        if (muted != null) {
            reply.refused(muted);
        }
        return muted == null;
    }

    @Override
    public void tell(Caller caller, UserName to, Text text, Reply<Long> reply) {
        UserName from = caller.user();
        Participant participant = participants.of(caller, reply);
        if (participant == null || from == null || !mayTalk(from, reply) || !rate.allows(caller, participant, reply)) {
            return;
        }
        long now = time.unixMillis();
        Whisper told = users.tell(caller, from, to, text, now);
        if (told != null) {
            reply.done(told.id());
            return;
        }
        Account away = accounts.find(to);
        if (away == null) {
            reply.refused(new Refusal(
                    RefusalCode.NO_SUCH_USER, to + " is not here, and no registered user who could get it later"));
            return;
        }
        Whisper kept = new Whisper(whispers.nextId(), now, from, away.name(), text);
        whispers.keep(kept, new MappedReply<>(reply, whisper -> {
            audience.show(caller, whisper);
            if (accounts.find(to) == null) {
                keptWhispers.forget(to); // not for who registers that name next
            } else {
                keptWhispers.deliverIfHere(to); // who may have come while it was being kept
            }
            return whisper.id();
        }));
    }

    @Override
    public void rooms(Caller caller, @Nullable RoomName after, Reply<List<RoomInfo>> reply) {
        if (participants.of(caller, reply) != null) {
            reply.done(rooms.list(after, MAX_LISTED));
        }
    }

    @Override
    public void who(Caller caller, RoomName name, @Nullable UserName after, Reply<List<UserName>> reply) {
        Room room = roomOf(caller, name, reply);
        UserName user = caller.user();
        if (room != null && user != null) {
            on(room, reply, answer -> room.who(caller, user, after, answer));
        }
    }

    @Override
    public void history(Caller caller, RoomName name, long limit, long before, Reply<List<Message>> reply) {
        Room room = isLimit(limit, reply) ? roomOf(caller, name, reply) : null;
        UserName user = caller.user();
        if (room != null && user != null && isId("before", before, 1, reply)) {
            int most = (int) Math.min(limit, MAX_LISTED);
            on(room, reply, answer -> room.history(caller, user, most, before, answer));
        }
    }

    @Override
    public void since(Caller caller, RoomName name, long epoch, long id, long limit, Reply<List<Message>> reply) {
        Room room = isLimit(limit, reply) ? roomOf(caller, name, reply) : null;
        UserName user = caller.user();
        if (room != null && user != null && isId("id", id, 0, reply)) {
            int most = (int) Math.min(limit, MAX_LISTED);
            on(room, reply, answer -> room.since(caller, user, epoch, id, most, answer));
        }
    }

    /** The room of that name of which the caller is a member; else null, and the reply was given. */
    private @Nullable Room roomOf(Caller caller, RoomName name, Reply<?> reply) {
        Participant participant = participants.of(caller, reply);
        return participant == null ? null : roomOf(participant, name, reply);
    }

    private @Nullable Room roomOf(Participant participant, RoomName name, Reply<?> reply) {
        Room room = participant.room(name);
        if (room == null) {
            reply.refused(notAMember(name));
        }
        return room;
    }

    private Refusal notAMember(RoomName name) {
        return rooms.find(name) == null
                ? new Refusal(RefusalCode.NO_SUCH_ROOM, "there is no room " + name + ", join<" + name + "> makes it")
                : Room.notAMember(name);
    }

    private static boolean isLimit(long limit, Reply<?> reply) {
        if (limit >= 1) {
            return true;
        }
        reply.refused(
                Refusal.badArguments("the limit is 1 or more, for example history<general,20>, and not " + limit));
        return false;
    }

    private static boolean isId(String name, long id, long least, Reply<?> reply) {
        if (id >= least) {
            return true;
        }
        reply.refused(Refusal.badArguments("the " + name + " is a message's id, " + least + " or more, not " + id));
        return false;
    }

    /** Has something done on a room's lane; on that lane at once. */
    private static <T> void on(Room room, Reply<T> reply, Consumer<Reply<T>> work) {
        if (room.lane().isCurrent()) {
            work.accept(reply);
        } else {
            Reply<T> remote = new RemoteReply<>(reply.later(), room.lane());
            room.lane().execute(() -> Room.attempt(remote, work));
        }
    }
}
