package maru.adapter.persistence.table;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.out.NoticeRepository;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.notice.Notice;
import org.jspecify.annotations.Nullable;

/** Notices in the JVM. When a change is safe is the store's ({@link #added}, {@link #removed}). */
public abstract class TableNoticeRepository implements NoticeRepository {
    protected final ReentrantLock lock;
    private final Gate gate;
    private final TimeSource time;

    @GuardedBy("lock") private final NavigableMap<Long, Notice> notices = new TreeMap<>();

    /** Ids of those that are on their way. */
    @GuardedBy("lock") private final Set<Long> unsafe = new HashSet<>();

    @GuardedBy("lock") private long last;

    protected TableNoticeRepository(ReentrantLock lock, Gate gate, TimeSource time) {
        this.lock = lock;
        this.gate = gate;
        this.time = time;
    }

    /**
     * One was numbered, and put into the table if it holds. Under the lock.
     *
     * @return whether the store answers, later; if so, it calls {@link #settle} or {@link #forget}
     */
    protected abstract boolean added(Notice notice, long unixMillis, Reply<Notice> reply);

    /**
     * One was taken out of the table. Under the lock.
     *
     * @return whether the store answers, later
     */
    protected abstract boolean removed(Notice notice, Lookup<Notice> reply);

    @Override
    public final void add(Notice notice, Reply<Notice> reply) {
        Notice numbered = notice;
        Refusal why;
        boolean isKept = false;
        lock.lock();
        try {
            long now = time.unixMillis();
            notices.values().removeIf(other -> !other.holdsAt(now));
            why = gate.refusalOfWrites();
            if (why == null && notice.holdsAt(now) && notices.size() >= MAX_HOLDING) {
                why = new Refusal(RefusalCode.LIMIT, "at most " + MAX_HOLDING + " notices hold at a time: end one");
                isKept = gate.await(why, reply);
            } else if (why == null) {
                numbered = notice.withId(++last);
                if (numbered.holdsAt(now)) {
                    notices.put(numbered.id(), numbered);
                    unsafe.add(numbered.id());
                }
                isKept = added(numbered, now, reply);
                if (!isKept) {
                    unsafe.remove(numbered.id());
                }
            }
        } finally {
            lock.unlock();
        }
        if (!isKept) {
            answer(numbered, why, reply);
        }
    }

    @Override
    public final List<Notice> holding() {
        lock.lock();
        try {
            if (notices.isEmpty()) {
                return List.of();
            }
            long now = time.unixMillis();
            List<Notice> found = new ArrayList<>();
            for (Notice notice : notices.values()) {
                if (notice.holdsAt(now) && !unsafe.contains(notice.id())) {
                    found.add(notice);
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public final void remove(long id, Lookup<Notice> reply) {
        Notice found = null;
        Refusal why;
        boolean isKept = false;
        lock.lock();
        try {
            why = gate.refusalOfWrites();
            if (why == null) {
                found = holding(id);
                if (found != null) {
                    notices.remove(id);
                    isKept = removed(found, reply);
                } else if (!gate.isAllSafe()) {
                    awaitNone(reply.later());
                    isKept = true;
                }
            }
        } finally {
            lock.unlock();
        }
        if (isKept) {
            return;
        }
        if (found == null && why == null) {
            reply.none();
        } else {
            answer(found, why, reply);
        }
    }

    @GuardedBy("lock") private @Nullable Notice holding(long id) {
        Notice found = notices.get(id);
        return found != null && found.holdsAt(time.unixMillis()) ? found : null;
    }

    private void awaitNone(Lookup<Notice> kept) {
        gate.answerLater(kept, kept::none);
    }

    private static void answer(@Nullable Notice notice, @Nullable Refusal why, Reply<Notice> reply) {
        if (why != null) {
            reply.refused(why);
        } else if (notice != null) {
            reply.done(notice);
        }
    }

    /** One that was added is safe. */
    protected final void settle(Notice notice) {
        lock.lock();
        try {
            unsafe.remove(notice.id());
        } finally {
            lock.unlock();
        }
    }

    /** The newest one was not added after all: the next one gets its number. */
    protected final void forget(Notice notice) {
        lock.lock();
        try {
            notices.remove(notice.id());
            unsafe.remove(notice.id());
            last = notice.id() - 1;
        } finally {
            lock.unlock();
        }
    }

    /** One was not removed after all. */
    protected final void putBack(Notice notice) {
        lock.lock();
        try {
            notices.put(notice.id(), notice);
        } finally {
            lock.unlock();
        }
    }

    /** There are these and no others, and the highest number that was ever given is {@code lastId}. */
    protected final void replaceAll(List<Notice> all, long lastId) {
        lock.lock();
        try {
            unsafe.clear();
            notices.clear();
            for (Notice notice : all) {
                notices.put(notice.id(), notice);
            }
            last = lastId;
        } finally {
            lock.unlock();
        }
    }
}
