package maru.application.chat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import maru.application.port.Caller;
import maru.application.port.Joined;
import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.application.port.in.ChatUseCase;
import maru.application.port.out.Audience;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.MessageRepository.Appended;
import maru.application.port.out.MessageRepository.Draft;
import maru.application.reply.Faults;
import maru.domain.Event;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.Entered;
import maru.domain.chat.Exited;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * A room with its members. It runs one thing at a time, on its lane, so nothing here is locked; what is not
 * for any thread is for that lane only.
 *
 * <p>A message takes effect when it is recorded, which may take a while. Further messages go after it meanwhile;
 * everything else waits: who leaves behind what it said hears it first, and who asks for the history finds it.
 */
final class Room {
    private static final int CLOSED = -1;

    private final RoomName name;
    private final Lane lane;
    private final MessageRepository.Log log;
    private final Audience.Hall hall;
    private final NavigableMap<String, Member> members = new TreeMap<>();

    /** What was asked for while messages before it were being recorded, or behind such. */
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>(0);

    /** Messages that are being recorded. */
    private int appending;

    private volatile int memberCount;
    private long emptySince;
    private boolean closingPlanned;

    /** How many callers have it, from before they join until they have left; {@link #CLOSED}: nobody will. */
    private final AtomicInteger claims = new AtomicInteger();

    private record Member(UserName user, Caller caller) {}

    /**
     * Has its turn later.
     *
     * @param isSaying whether it may be done while messages are being recorded
     */
    private record Waiting(boolean isSaying, Runnable work) {}

    Room(MessageRepository.Log log, Audience.Hall hall, Lane lane) {
        this.name = log.room();
        this.log = log;
        this.hall = hall;
        this.lane = lane;
    }

    RoomName name() {
        return name;
    }

    Lane lane() {
        return lane;
    }

    /** From any thread. */
    int memberCount() {
        return memberCount;
    }

    MessageRepository.Log log() {
        return log;
    }

    /**
     * Keeps the room from being closed, for one caller. From any thread.
     *
     * @return whether it was not closed yet
     */
    boolean claim() {
        return claims.getAndUpdate(count -> count == CLOSED ? CLOSED : count + 1) != CLOSED;
    }

    /** The caller has left. */
    void release() {
        claims.decrementAndGet();
    }

    /** Closes the room unless somebody has it. */
    boolean close() {
        return claims.compareAndSet(0, CLOSED);
    }

    /** Whether nobody else has planned to look whether it can be closed. */
    boolean planClosing() {
        boolean isFirst = !closingPlanned;
        closingPlanned = true;
        return isFirst;
    }

    void closingWasLookedAt() {
        closingPlanned = false;
    }

    /** Since when it has no members, on the monotonic clock; of no meaning while it has some. */
    long emptySince() {
        return emptySince;
    }

    /**
     * Takes somebody in, or answers a member once more. Where the user is here with another connection, that one exits
     * first.
     */
    void join(Caller caller, UserName user, Reply<Joined> reply) {
        inTurn(reply, answer -> joinNow(caller, user, answer));
    }

    private void joinNow(Caller caller, UserName user, Reply<Joined> reply) {
        Member before = members.get(user.identity());
        if (before != null && before.caller() == caller) {
            Joined joined = joined();
            hall.answer(caller, () -> reply.done(joined));
            return;
        }
        if (before != null) {
            remove(before, () -> {});
        }
        if (members.size() < ChatUseCase.MAX_MEMBERS_TOLD) {
            hall.tell(new Entered(name, user));
        }
        members.put(user.identity(), new Member(user, caller));
        memberCount = members.size();
        Joined joined = joined();
        hall.add(caller, () -> reply.done(joined));
    }

    private Joined joined() {
        return new Joined(name, members.size(), log.epoch(), log.last());
    }

    /** Answers, and then has {@code then} done. */
    void leave(Caller caller, UserName user, Reply<RoomName> reply, long now, Runnable then) {
        inTurn(reply, answer -> {
            try {
                leaveNow(caller, user, answer, now);
            } finally {
                then.run();
            }
        });
    }

    private void leaveNow(Caller caller, UserName user, Reply<RoomName> reply, long now) {
        Member member = members.get(user.identity());
        if (member == null || member.caller() != caller) {
            reply.refused(notAMember(name));
            return;
        }
        emptySince = now;
        remove(member, () -> reply.done(name));
    }

    /** The caller is gone; {@code then} is done behind that. */
    void drop(Caller caller, UserName user, long now, Runnable then) {
        Runnable work = () -> {
            Member member = members.get(user.identity());
            try {
                if (member != null && member.caller() == caller) {
                    emptySince = now;
                    remove(member, () -> {});
                }
            } finally {
                then.run();
            }
        };
        if (isBusy()) {
            queue.add(new Waiting(false, work));
        } else {
            work.run();
        }
    }

    private void remove(Member member, Runnable then) {
        boolean told = members.size() <= ChatUseCase.MAX_MEMBERS_TOLD;
        members.remove(member.user().identity());
        memberCount = members.size();
        hall.remove(member.caller(), then);
        if (told) {
            hall.tell(new Exited(name, member.user()));
        }
    }

    void say(Caller caller, UserName user, Text text, @Nullable OnceKey once, long unixMillis, Reply<Long> reply) {
        if (queue.isEmpty()) {
            sayNow(caller, user, text, once, unixMillis, reply);
        } else {
            Reply<Long> later = reply.later();
            queue.add(new Waiting(
                    true, () -> attempt(later, answer -> sayNow(caller, user, text, once, unixMillis, answer))));
        }
    }

    private void sayNow(
            Caller caller, UserName user, Text text, @Nullable OnceKey once, long unixMillis, Reply<Long> reply) {
        if (isMember(caller, user, reply)) {
            appending++;
            Saying saying = new Saying(this, reply);
            try {
                log.append(new Draft(user, text, unixMillis, once), saying);
            } catch (RuntimeException | Error e) {
                saying.end();
                throw e;
            }
        }
    }

    /** Whether the caller is a member; if not, it was told so. */
    private boolean isMember(Caller caller, UserName user, Reply<?> reply) {
        Member member = members.get(user.identity());
        boolean isMember = member != null && member.caller() == caller;
        if (!isMember) {
            reply.refused(notAMember(name));
        }
        return isMember;
    }

    /** Shows something to all members. */
    void tell(Event event) {
        hall.tell(event);
    }

    private boolean isBusy() {
        return appending > 0 || !queue.isEmpty();
    }

    /** Has something done when all that was asked for before has taken effect. */
    private <T> void inTurn(Reply<T> reply, Consumer<Reply<T>> work) {
        if (isBusy()) {
            Reply<T> later = reply.later();
            queue.add(new Waiting(false, () -> attempt(later, work)));
        } else {
            work.accept(reply);
        }
    }

    /** Has something done for which a caller waits. Where it fails the caller is told, and what failed is thrown. */
    static <T> void attempt(Reply<T> kept, Consumer<Reply<T>> work) {
        try {
            work.accept(kept);
        } catch (RuntimeException | Error e) {
            Faults.refuse(kept::refused, e);
            throw e;
        }
    }

    /** A message is recorded, or was refused. Each that waits has its turn, whatever becomes of those before it. */
    private void appended() {
        appending--;
        if (queue.isEmpty()) {
            return;
        }
        Faults faults = new Faults();
        while (!queue.isEmpty() && (appending == 0 || queue.element().isSaying())) {
            faults.run(queue.remove().work());
        }
        faults.rethrow();
    }

    void who(Caller caller, UserName user, @Nullable UserName after, Reply<List<UserName>> reply) {
        inTurn(reply, answer -> {
            if (isMember(caller, user, answer)) {
                whoNow(caller, after, answer);
            }
        });
    }

    private void whoNow(Caller caller, @Nullable UserName after, Reply<List<UserName>> reply) {
        List<UserName> users = new ArrayList<>();
        for (Member member : (after == null ? members : members.tailMap(after.identity(), false)).values()) {
            if (users.size() == ChatUseCase.MAX_LISTED) {
                break;
            }
            users.add(member.user());
        }
        hall.answer(caller, () -> reply.done(users));
    }

    void history(Caller caller, UserName user, int limit, long before, Reply<List<Message>> reply) {
        inTurn(reply, answer -> {
            if (isMember(caller, user, answer)) {
                log.history(limit, before, new InOrder(this, caller, answer));
            }
        });
    }

    void since(Caller caller, UserName user, long epoch, long id, int limit, Reply<List<Message>> reply) {
        inTurn(reply, answer -> {
            if (isMember(caller, user, answer)) {
                log.since(epoch, id, limit, new InOrder(this, caller, answer));
            }
        });
    }

    static Refusal notAMember(RoomName name) {
        return new Refusal(
                RefusalCode.NOT_A_MEMBER, "you are not in the room " + name + ", join<" + name + "> enters it");
    }

    /** Answers who spoke, and then lets all members hear it: nobody before it is recorded. */
    private static final class Saying implements Reply<Appended> {
        final Room room;
        final Reply<Long> reply;
        private @Nullable Saying kept;
        private boolean ended;

        Saying(Room room, Reply<Long> reply) {
            this.room = room;
            this.reply = reply;
        }

        /** Whatever fails: members hear what is recorded, and what waits here has its turn. */
        @Override
        public void done(Appended result) {
            try {
                reply.done(result.id());
            } finally {
                try {
                    Message message = result.message();
                    if (message != null) {
                        room.hall.tell(message);
                    }
                } finally {
                    end();
                }
            }
        }

        /** Nothing more comes of it. */
        void end() {
            if (kept != null) {
                kept.end();
            } else if (!ended) {
                ended = true;
                room.appended();
            }
        }

        @Override
        public void refused(Refusal why) {
            try {
                reply.refused(why);
            } finally {
                end();
            }
        }

        @Override
        public Reply<Appended> later() {
            Saying later = new Saying(room, reply.later());
            kept = later;
            return later;
        }

        @Override
        public Lane lane() {
            return room.lane;
        }
    }

    /** Answers a member behind the messages that it has heard. */
    private record InOrder(Room room, Caller caller, Reply<List<Message>> reply) implements Reply<List<Message>> {
        @Override
        public void done(List<Message> result) {
            room.hall.answer(caller, () -> reply.done(result));
        }

        @Override
        public void refused(Refusal why) {
            room.hall.answer(caller, () -> reply.refused(why));
        }

        @Override
        public Reply<List<Message>> later() {
            return new InOrder(room, caller, reply.later());
        }

        @Override
        public Lane lane() {
            return room.lane;
        }
    }
}
