package maru.adapter.socket.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import maru.adapter.socket.controller.EntryFrames;
import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.session.Loop;
import maru.adapter.socket.session.Session;
import maru.domain.kv.Entry;
import maru.domain.kv.Prefix;

/**
 * The watches of one event loop's sessions. Changes come from any thread into a queue; all else is the loop's own.
 * A change is looked up once for each length that a watched prefix has, and encoded once however many watch it.
 */
final class LoopWatches {
    /** So much is delivered between two flushes: clients get a chance to take it before they count as slow. */
    private static final int MOST_AT_ONCE = 4_096;

    private static final int MOST_BYTES_AT_ONCE = 256 << 10;
    private static final int SCRATCH_BYTES = 1_024;

    /** Before all changes. */
    private static final long NOTHING = 0;

    private final Loop loop;
    private final Queue<Entry> changes = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Map<Prefix, List<Watch>> byPrefix = new HashMap<>();
    private final Map<Session, SessionWatches> bySession = new HashMap<>();
    private final TreeMap<Integer, Integer> lengths = new TreeMap<>();
    private final FrameWriter scratch = new FrameWriter(SCRATCH_BYTES);
    private final List<Session> reached = new ArrayList<>();
    private final List<SessionWatches> ripe = new ArrayList<>();
    private volatile int count;

    LoopWatches(Loop loop) {
        this.loop = loop;
    }

    /** Whether anybody on this loop watches anything. From any thread. */
    boolean isWatching() {
        return count > 0;
    }

    /** From any thread. */
    void offer(Entry change) {
        changes.add(change);
        schedule();
    }

    Watch add(Session session, Prefix prefix) {
        SessionWatches own = bySession.computeIfAbsent(session, SessionWatches::new);
        Watch watch = own.get(prefix);
        if (watch == null) {
            watch = new Watch(this, own, prefix);
            own.add(watch);
            byPrefix.computeIfAbsent(prefix, key -> new ArrayList<>()).add(watch);
            lengths.merge(prefix.length(), 1, Integer::sum);
            counted(own, 1);
        }
        watch.claim();
        return watch;
    }

    boolean has(Session session, Prefix prefix) {
        SessionWatches own = bySession.get(session);
        return own != null && own.get(prefix) != null;
    }

    int count(Session session) {
        SessionWatches own = bySession.get(session);
        return own == null ? 0 : own.size();
    }

    /**
     * Begins a watch: what is under way, and in the list with which it begins, is shown before that list to those who
     * watch it already.
     */
    void begin(Watch watch, long after) {
        deliverSome(after);
        watch.own().begin(watch, after);
        sort(watch.own(), after);
    }

    private void sort(SessionWatches own, long after) {
        if (own.sort(after, change -> push(own.session(), encode(change)))) {
            ripe.add(own);
            schedule();
        }
    }

    void remove(Session session, Prefix prefix) {
        SessionWatches own = bySession.get(session);
        Watch watch = own == null ? null : own.remove(prefix);
        if (own == null || watch == null) {
            return;
        }
        if (own.size() == 0) {
            bySession.remove(session);
        }
        forget(watch);
        counted(own, -1);
        sort(own, NOTHING);
    }

    void removeAll(Session session) {
        SessionWatches own = bySession.remove(session);
        if (own != null) {
            int size = own.size();
            own.all().forEach(this::forget);
            own.all().clear();
            counted(own, -size);
        }
    }

    private void forget(Watch watch) {
        watch.end();
        Prefix prefix = watch.prefix();
        byPrefix.computeIfPresent(
                prefix, (key, watches) -> watches.remove(watch) && watches.isEmpty() ? null : watches);
        lengths.computeIfPresent(prefix.length(), (length, users) -> users == 1 ? null : users - 1);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the loop alone writes
    private void counted(SessionWatches own, int more) {
        own.session().watches(own.size());
        count += more;
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            loop.expectPushes(true);
            loop.execute(this::deliver);
        }
    }

    private void deliver() {
        scheduled.set(false);
        loop.expectPushes(false);
        if (deliverSome(Long.MAX_VALUE)) {
            schedule();
        }
    }

    /**
     * Delivers as much as may be at once.
     *
     * @param upTo the last change to be delivered; later ones stay
     * @return whether there may be more
     */
    private boolean deliverSome(long upTo) {
        for (SessionWatches own : ripe) {
            deliverRipe(own);
        }
        ripe.clear();
        int bytes = 0;
        for (int delivered = 0; delivered < MOST_AT_ONCE && bytes < MOST_BYTES_AT_ONCE; delivered++) {
            Entry change = changes.peek();
            if (change == null || change.version() > upTo) {
                return false;
            }
            changes.remove();
            bytes += deliver(change);
        }
        return true;
    }

    private void deliverRipe(SessionWatches own) {
        try {
            own.takeRipe(change -> push(own.session(), encode(change)));
        } catch (Throwable e) {
            own.session().failLater(e);
        }
    }

    /** Gives how many bytes it was for each who watches. A change that can't be told ends those who would miss it. */
    private int deliver(Entry change) {
        try {
            return tell(change);
        } catch (Throwable e) {
            reached.forEach(session -> session.failLater(e));
            return 0;
        } finally {
            reached.clear();
        }
    }

    private int tell(Entry change) {
        for (int length : lengths.keySet()) {
            if (length > change.keyLength()) {
                break;
            }
            List<Watch> watches = byPrefix.get(Prefix.of(change, length));
            if (watches != null) {
                watches.forEach(watch -> reach(watch, change));
            }
        }
        if (reached.isEmpty()) {
            return 0;
        }
        int bytes = encode(change);
        for (Session session : reached) {
            push(session, bytes);
        }
        return bytes;
    }

    private void push(Session session, int bytes) {
        try {
            session.outbox().push(scratch.array(), 0, bytes);
        } catch (Throwable e) {
            session.failLater(e);
        }
    }

    private void reach(Watch watch, Entry change) {
        if (watch.own().isToBeShown(watch, change)) {
            reached.add(watch.own().session());
        }
    }

    private int encode(Entry change) {
        scratch.clear();
        EntryFrames.change(change, scratch);
        return scratch.length();
    }
}
