package maru.adapter.socket.watch;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import maru.adapter.socket.session.Loop;
import maru.adapter.socket.session.Session;
import maru.application.port.Caller;
import maru.application.port.out.Watchers;
import maru.domain.kv.Entry;
import maru.domain.kv.Prefix;

/** Hands each change to the loops whose sessions watch anything. */
public final class WatchAudience implements Watchers {
    private final Map<Loop, LoopWatches> loops = new ConcurrentHashMap<>();

    /** A loop whose sessions may watch; before any of them asks. */
    public void add(Loop loop) {
        loops.put(loop, new LoopWatches(loop));
    }

    @Override
    public boolean isListening() {
        for (LoopWatches watches : loops.values()) {
            if (watches.isWatching()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void changed(Entry change) {
        for (LoopWatches watches : loops.values()) {
            if (watches.isWatching()) {
                watches.offer(change);
            }
        }
    }

    @Override
    public Watch add(Caller caller, Prefix prefix) {
        Session session = (Session) caller;
        return watchesOf(session).add(session, prefix);
    }

    @Override
    public boolean has(Caller caller, Prefix prefix) {
        Session session = (Session) caller;
        return watchesOf(session).has(session, prefix);
    }

    @Override
    public int count(Caller caller) {
        Session session = (Session) caller;
        return watchesOf(session).count(session);
    }

    @Override
    public void remove(Caller caller, Prefix prefix) {
        Session session = (Session) caller;
        watchesOf(session).remove(session, prefix);
    }

    @Override
    public void removeAll(Caller caller) {
        Session session = (Session) caller;
        watchesOf(session).removeAll(session);
    }

    private LoopWatches watchesOf(Session session) {
        return Objects.requireNonNull(loops.get(session.loop()), "a session of a loop that was never added");
    }
}
