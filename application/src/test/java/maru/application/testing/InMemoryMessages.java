package maru.application.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest messages of each room. An append whose answer is held back is not recorded until that is given. For
 * one thread.
 */
public final class InMemoryMessages implements MessageRepository {
    private final Answers answers = new Answers();
    private final Map<RoomName, MemoryLog> logs = new HashMap<>();
    private final Map<UserName, Deque<Said>> saidOnce = new HashMap<>();
    private final TimeSource time;
    private final boolean isForgetful;
    private final int kept;
    private Consumer<Message> listener = message -> {};
    private long lastEpoch;
    private boolean failsNext;

    private record Said(RoomName room, long epoch, OnceKey key, long id, long time) {}

    public InMemoryMessages(TimeSource time, boolean isForgetful, int kept) {
        this.time = time;
        this.isForgetful = isForgetful;
        this.kept = kept;
    }

    /** The next append ends in an exception. */
    public void failNext() {
        failsNext = true;
    }

    /** How appends are answered. */
    public Answers answers() {
        return answers;
    }

    /** A message turns out to be recorded although it was refused. On the room's lane. */
    public void recordAfterAll(RoomName room, Draft draft) {
        MemoryLog log = logs.get(room);
        if (log == null) {
            throw new AssertionError("there is no room " + room);
        }
        listener.accept(log.record(draft));
    }

    /** Whether something is kept of that room. */
    public boolean isKept(RoomName room) {
        return logs.containsKey(room);
    }

    @Override
    public Log open(RoomName room, Lane lane) {
        return logs.computeIfAbsent(room, any -> new MemoryLog(room, ++lastEpoch));
    }

    @Override
    public void forget(Log log) {
        if (isForgetful && !logs.remove(log.room(), log)) {
            throw new AssertionError(log.room() + " is not to be forgotten");
        }
    }

    @Override
    public void announceTo(Consumer<Message> listener) {
        this.listener = listener;
    }

    private final class MemoryLog implements Log {
        private final RoomName room;
        private final long epoch;
        private final List<Message> messages = new ArrayList<>();
        private long last;

        MemoryLog(RoomName room, long epoch) {
            this.room = room;
            this.epoch = epoch;
        }

        @Override
        public RoomName room() {
            return room;
        }

        @Override
        public long epoch() {
            return epoch;
        }

        @Override
        public long last() {
            return last;
        }

        @Override
        public void append(Draft draft, Reply<Appended> reply) {
            if (failsNext) {
                failsNext = false;
                throw new IllegalStateException("a fault, made on purpose");
            }
            answers.give(reply, taken -> taken.done(appended(draft)), () -> {});
        }

        private Appended appended(Draft draft) {
            OnceKey key = draft.once();
            if (key == null) {
                Message message = record(draft);
                return new Appended(message.id(), message);
            }
            Said before = said(draft.from(), key);
            if (before != null) {
                return new Appended(before.id(), null);
            }
            Message message = record(draft);
            Deque<Said> ofUser = saidOnce.computeIfAbsent(draft.from(), any -> new ArrayDeque<>());
            ofUser.addLast(new Said(room, epoch, key, message.id(), time.monotonicMillis()));
            if (ofUser.size() > OnceKey.KEPT_OF_USER) {
                ofUser.removeFirst();
            }
            return new Appended(message.id(), message);
        }

        private @Nullable Said said(UserName user, OnceKey key) {
            long now = time.monotonicMillis();
            return saidOnce.getOrDefault(user, new ArrayDeque<>()).stream()
                    .filter(said -> said.epoch() == epoch && said.key().equals(key))
                    .filter(said -> now - said.time() < OnceKey.KEPT_MILLIS)
                    .findFirst()
                    .orElse(null);
        }

        private Message record(Draft draft) {
            Message message = new Message(room, ++last, draft.time(), draft.from(), draft.text());
            messages.add(message);
            if (messages.size() > kept) {
                messages.remove(0);
            }
            return message;
        }

        @Override
        public void history(int limit, long before, Reply<List<Message>> reply) {
            List<Message> found =
                    messages.stream().filter(message -> message.id() < before).toList();
            reply.done(found.subList(Math.max(0, found.size() - limit), found.size()));
        }

        @Override
        public void since(long asked, long id, int limit, Reply<List<Message>> reply) {
            long oldest = last - messages.size() + 1;
            if (asked != epoch || id > last || id + 1 < oldest) {
                reply.refused(Refusal.gap(oldest));
                return;
            }
            reply.done(messages.stream()
                    .filter(message -> message.id() > id)
                    .limit(limit)
                    .toList());
        }
    }
}
