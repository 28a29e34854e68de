package maru.adapter.socket.watch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import maru.adapter.socket.session.Session;
import maru.domain.kv.Entry;
import maru.domain.kv.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * One session's watches. A change that several of them cover is shown once. One under a watch that has not begun is
 * gathered until it has, since only then is it known whether the change stands before the list with which the watch
 * begins, or behind it.
 */
final class SessionWatches {
    private final Session session;
    private final Map<Prefix, Watch> byPrefix = new HashMap<>();
    private List<Entry> gathered = new ArrayList<>(0);
    private final List<Entry> ripe = new ArrayList<>(0);
    private int pending;
    private long lastMet;

    SessionWatches(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    int size() {
        return byPrefix.size();
    }

    Collection<Watch> all() {
        return byPrefix.values();
    }

    @Nullable Watch get(Prefix prefix) {
        return byPrefix.get(prefix);
    }

    void add(Watch watch) {
        byPrefix.put(watch.prefix(), watch);
        pending++;
    }

    @Nullable Watch remove(Prefix prefix) {
        Watch watch = byPrefix.remove(prefix);
        if (watch != null && !watch.isBegun()) {
            pending--;
        }
        return watch;
    }

    void begin(Watch watch, long after) {
        if (!watch.isBegun()) {
            pending--;
        }
        watch.beginAfter(after);
    }

    /** A change comes under one of the watches: whether it is to be shown now. Asked for all of them in turn. */
    boolean isToBeShown(Watch watch, Entry change) {
        if (change.version() == lastMet) {
            return false;
        }
        boolean isAwaited = isAwaited(change);
        if (isAwaited) {
            gathered.add(change);
        } else if (!watch.covers(change)) {
            return false;
        }
        lastMet = change.version();
        return !isAwaited;
    }

    /**
     * Sorts what was gathered, after a watch has begun or ended: what no other watch waits for is shown.
     *
     * @param now takes what stands before the list of a watch that has just begun
     * @param after what that watch has begun after
     * @return whether there is something to be shown behind it
     */
    boolean sort(long after, Consumer<Entry> now) {
        if (gathered.isEmpty()) {
            return false;
        }
        List<Entry> all = gathered;
        gathered = new ArrayList<>(0);
        for (Entry change : all) {
            if (isAwaited(change)) {
                gathered.add(change);
            } else if (isCovered(change)) {
                if (change.version() <= after) {
                    now.accept(change);
                } else {
                    ripe.add(change);
                }
            }
        }
        return !ripe.isEmpty();
    }

    /** Gives what is to be shown behind the list of a watch that has begun. */
    void takeRipe(Consumer<Entry> consumer) {
        for (Entry change : ripe) {
            if (isCovered(change)) {
                consumer.accept(change);
            }
        }
        ripe.clear();
    }

    private boolean isAwaited(Entry change) {
        return pending > 0 && byPrefix.values().stream().anyMatch(watch -> !watch.isBegun() && watch.matches(change));
    }

    private boolean isCovered(Entry change) {
        return byPrefix.values().stream().anyMatch(watch -> watch.matches(change) && watch.covers(change));
    }
}
