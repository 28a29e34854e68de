package maru.adapter.socket.watch;

import maru.application.port.out.Watchers;
import maru.domain.kv.Entry;
import maru.domain.kv.Prefix;

/** One session's watch of one prefix. Several requests for it may be under way. */
final class Watch implements Watchers.Watch {
    private static final long NOT_BEGUN = Long.MAX_VALUE;

    private final LoopWatches watches;
    private final SessionWatches own;
    private final Prefix prefix;
    private long after = NOT_BEGUN;
    private int claims;
    private boolean ended;

    Watch(LoopWatches watches, SessionWatches own, Prefix prefix) {
        this.watches = watches;
        this.own = own;
        this.prefix = prefix;
    }

    @Override
    public void begin(long after) {
        if (!ended) {
            watches.begin(this, after);
        }
    }

    @Override
    public void cancel() {
        claims--;
        if (claims == 0 && !isBegun() && !ended) {
            watches.remove(own.session(), prefix);
        }
    }

    void claim() {
        claims++;
    }

    /** A second request begins nothing anew: what it may have seen later is shown to the first all the same. */
    void beginAfter(long change) {
        after = Math.min(after, change);
    }

    void end() {
        ended = true;
    }

    SessionWatches own() {
        return own;
    }

    Prefix prefix() {
        return prefix;
    }

    boolean isBegun() {
        return after != NOT_BEGUN;
    }

    boolean matches(Entry change) {
        return prefix.isBeginningOf(change);
    }

    /** Whether a change under this prefix came after what the watch began with. */
    boolean covers(Entry change) {
        return change.version() > after;
    }
}
