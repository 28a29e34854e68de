package maru.adapter.persistence.sqlite;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import maru.adapter.persistence.messages.OnceIndex;
import maru.adapter.persistence.messages.WindowBudget;
import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.TimeSource;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that was ever said: each message is a record of the journal, the newest of each room are in memory, the others are
 * read from the file. The store's lock guards what is in memory.
 */
final class SqliteMessageRepository implements MessageRepository {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteMessageRepository.class);

    private final Journal journal;
    private final ReentrantLock lock;
    private final TimeSource time;
    private final StoreReaders readers;
    private final UnfoldedMessages unfolded = new UnfoldedMessages();
    private final Map<Lane, MessageStage> stages = new ConcurrentHashMap<>();

    /** Those in which something was said. */
    @GuardedBy("lock") private final Map<RoomName, StoredRoom> rooms = new HashMap<>();

    @GuardedBy("lock") private final OnceIndex keys = new OnceIndex();

    @GuardedBy("lock") private final WindowBudget budget;

    @GuardedBy("lock") private int lastNumber;

    @GuardedBy("lock") private long messages;

    private volatile long epoch;
    private volatile Consumer<Message> listener = message -> {};

    /** @param recentBytes how much memory messages may take that are in the file as well, reckoned */
    SqliteMessageRepository(Journal journal, TimeSource time, StoreReaders readers, long recentBytes) {
        this.journal = journal;
        this.lock = journal.lock();
        this.time = time;
        this.readers = readers;
        this.budget = new WindowBudget(() -> recentBytes);
    }

    @Override
    public Log open(RoomName room, Lane lane) {
        return new SqliteLog(this, journal, room, stages.computeIfAbsent(lane, its -> new MessageStage(journal, its)));
    }

    /** What was said stays, in the file. */
    @Override
    public void forget(Log log) {
        if (log instanceof SqliteLog forgotten) {
            forgotten.close();
        }
    }

    @Override
    public void announceTo(Consumer<Message> newListener) {
        listener = newListener;
    }

    /** One for all rooms. */
    long epoch() {
        return epoch;
    }

    void beginEpoch(long begun) {
        epoch = begun;
    }

    /** For {@code store-writer}. */
    UnfoldedMessages unfolded() {
        return unfolded;
    }

    /**
     * A room in which something was said.
     *
     * @param lane the room's from now on
     */
    @Nullable StoredRoom find(RoomName name, Lane lane) {
        lock.lock();
        try {
            StoredRoom found = rooms.get(name);
            if (found != null) {
                found.openedOn(lane);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** The room, a new one if there is none. */
    StoredRoom findOrAdd(RoomName name) {
        lock.lock();
        try {
            StoredRoom found = rooms.get(name);
            return found == null ? add(name) : found;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a room in which nothing was said before. */
    StoredRoom add(RoomName name) {
        lock.lock();
        try {
            return load(lastNumber + 1, name, 0);
        } finally {
            lock.unlock();
        }
    }

    /** Adds a room that the file has. */
    StoredRoom load(int number, RoomName name, long last) {
        lock.lock();
        try {
            StoredRoom room = new StoredRoom(lock, budget, number, name, last);
            rooms.put(name, room);
            lastNumber = Math.max(lastNumber, number);
            messages += last;
            return room;
        } finally {
            lock.unlock();
        }
    }

    /** All rooms there are now. */
    List<StoredRoom> rooms() {
        lock.lock();
        try {
            return List.copyOf(rooms.values());
        } finally {
            lock.unlock();
        }
    }

    /** The id of what was said under the draft's key, or 0. */
    long said(StoredRoom room, Draft draft) {
        OnceKey key = draft.once();
        lock.lock();
        try {
            return key == null ? 0 : keys.find(draft.from(), room.number(), key, time.monotonicMillis());
        } finally {
            lock.unlock();
        }
    }

    /** Gives a message its id, the next one of the record's room. */
    void number(MessagesRecord record, Draft draft, Reply<Appended> reply) {
        StoredRoom room = record.room();
        lock.lock();
        try {
            long id = room.next();
            OnceKey key = draft.once();
            try {
                if (key != null) {
                    keys.add(draft.from(), room.number(), key, id, time.monotonicMillis());
                }
                record.add(new Message(room.name(), id, draft.time(), draft.from(), draft.text()), key, reply);
            } catch (RuntimeException | Error e) {
                room.takeBack(id); // a hole in the ids would be for good
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Its messages are in the file, and so are all before them. */
    void settle(MessagesRecord record) {
        lock.lock();
        try {
            messages += record.messages().size();
            for (int i = 0; i < record.messages().size(); i++) {
                if (record.keys().get(i) != null) {
                    keys.confirm(record.messages().get(i).from());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Its messages were the last ones in their room, and won't be in the file. */
    void undo(MessagesRecord record) {
        lock.lock();
        try {
            for (int i = record.messages().size() - 1; i >= 0; i--) {
                Message message = record.messages().get(i);
                OnceKey key = record.keys().get(i);
                record.room().takeBack(message.id());
                if (key != null) {
                    keys.remove(message.from(), record.room().number(), key, message.id());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void clearKeys() {
        lock.lock();
        try {
            keys.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Takes in a key that the file has. Times in the future, of a clock that was set back since, count as now. */
    void loadKey(UserName user, int room, OnceKey key, long id, long said) {
        long now = time.monotonicMillis();
        long left = OnceKey.KEPT_MILLIS - Math.max(0, time.unixMillis() - said);
        if (left <= 0) {
            return;
        }
        lock.lock();
        try {
            keys.addUntil(now + left, user, room, key, id, now);
            keys.confirm(user);
        } finally {
            lock.unlock();
        }
    }

    /** So many messages more are found to be in the file. */
    void found(long count) {
        lock.lock();
        try {
            messages += count;
        } finally {
            lock.unlock();
        }
    }

    /** Tells of messages that are in the file although they were refused; without any, only where the room ends. */
    void announce(StoredRoom room, List<Message> found, long last) {
        Runnable telling = () -> {
            for (Message message : found) {
                room.show(message.id());
                listener.accept(message);
            }
            room.show(last);
        };
        Lane lane = room.lane();
        if (lane == null) {
            room.show(last);
            return;
        }
        try {
            lane.execute(telling);
        } catch (RejectedExecutionException e) {
            LOG.debug("messages_not_announced count={}: their lane has ended", found.size());
        }
    }

    /** @param newest what follows, from memory */
    void readOlder(StoredRoom room, long from, long to, List<Message> newest, Reply<List<Message>> reply) {
        readers.ask(
                connection -> {
                    List<Message> all = MessageRows.read(connection, room, from, to);
                    all.addAll(newest);
                    return all;
                },
                reply);
    }

    Map<String, Long> statistics() {
        lock.lock();
        try {
            return Map.of("store.messages", messages, "store.rooms", (long) rooms.size());
        } finally {
            lock.unlock();
        }
    }
}
