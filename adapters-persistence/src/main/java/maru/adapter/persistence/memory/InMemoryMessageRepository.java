package maru.adapter.persistence.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import maru.adapter.persistence.messages.OnceIndex;
import maru.adapter.persistence.messages.WindowBudget;
import maru.application.port.Lane;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * The newest messages of each room in the JVM alone; every answer is there at once. What is said without a key meets no
 * lock. A key belongs to a room, and so to its lane, but a user's keys are counted over all rooms. What messages may take
 * of memory is shared evenly among the lanes: each bounds its own rooms.
 */
public final class InMemoryMessageRepository implements MessageRepository {
    private static final Refusal STOPPING = new Refusal(RefusalCode.SHUTTING_DOWN, "the server is stopping");

    private final TimeSource time;
    private final int history;
    private final long historyBytes;
    private final Map<RoomName, InMemoryLog> logs = new ConcurrentHashMap<>();
    private final Map<Lane, WindowBudget> budgets = new ConcurrentHashMap<>();
    private final AtomicLong lastEpoch = new AtomicLong();
    private final LongAdder messages = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock") private final OnceIndex keys = new OnceIndex();

    private volatile long laneBytes;
    private volatile boolean isClosed;

    /**
     * A repository of its own.
     *
     * @param history how many messages are kept of each room, 1 or more
     * @param historyBytes how much memory all of them may take, reckoned
     */
    public InMemoryMessageRepository(TimeSource time, int history, long historyBytes) {
        if (history < 1) {
            throw new IllegalArgumentException("history is 1 or more, and not " + history);
        }
        this.time = time;
        this.history = history;
        this.historyBytes = historyBytes;
        this.laneBytes = historyBytes;
    }

    @Override
    public Log open(RoomName room, Lane lane) {
        WindowBudget budget = budgets.computeIfAbsent(lane, its -> new WindowBudget(() -> laneBytes));
        laneBytes = historyBytes / budgets.size();
        return logs.computeIfAbsent(room, name -> new InMemoryLog(this, name, nextEpoch(), history, budget));
    }

    private long nextEpoch() {
        return lastEpoch.updateAndGet(last -> Math.max(last + 1, time.unixMillis() * 1_000));
    }

    @Override
    public void forget(Log log) {
        if (log instanceof InMemoryLog forgotten && logs.remove(forgotten.room(), forgotten)) {
            messages.add(-forgotten.size());
            forgotten.clear();
        }
    }

    /** Nothing is ever uncertain. */
    @Override
    public void announceTo(Consumer<Message> listener) {}

    @Nullable Refusal refusalOfWrites() {
        return isClosed ? STOPPING : null;
    }

    /** The id of what was said under a key, or 0. */
    long said(UserName user, long epoch, OnceKey key) {
        lock.lock();
        try {
            return keys.find(user, epoch, key, time.monotonicMillis());
        } finally {
            lock.unlock();
        }
    }

    void remember(UserName user, long epoch, OnceKey key, long id) {
        lock.lock();
        try {
            keys.add(user, epoch, key, id, time.monotonicMillis());
            keys.confirm(user);
        } finally {
            lock.unlock();
        }
    }

    /** So many messages more are kept. */
    void added(int count) {
        messages.add(count);
    }

    Map<String, Long> statistics() {
        return Map.of("store.messages", messages.sum(), "store.rooms", (long) logs.size());
    }

    /** From now on nothing is recorded. */
    void close() {
        isClosed = true;
    }
}
