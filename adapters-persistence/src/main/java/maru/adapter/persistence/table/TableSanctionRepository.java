package maru.adapter.persistence.table;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import maru.application.admission.Sanctions;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.out.SanctionRepository;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.moderation.Sanction;
import org.jspecify.annotations.Nullable;

/** Bans and mutes in the JVM. When a change is safe is the store's ({@link #added}, {@link #lifted}). */
public abstract class TableSanctionRepository implements SanctionRepository {
    protected final ReentrantLock lock;
    private final Gate gate;
    private final TimeSource time;

    /** With what is on its way. */
    @GuardedBy("lock") private final Sanctions newest = new Sanctions();

    /** Written under the lock. */
    private final Sanctions safe = new Sanctions();

    protected TableSanctionRepository(ReentrantLock lock, Gate gate, TimeSource time) {
        this.lock = lock;
        this.gate = gate;
        this.time = time;
    }

    /**
     * One was put in the place of another. Under the lock.
     *
     * @param someEnded whether others were dropped, as they have ended by the time from which this one holds
     * @return whether the store answers, later; if so, it calls {@link #settle} or {@link #putBack} before
     */
    protected abstract boolean added(
            Sanction sanction, @Nullable Sanction before, boolean someEnded, Reply<Sanction> reply);

    /**
     * One was lifted. Under the lock.
     *
     * @return whether the store answers, later; if so, it calls {@link #settleLifted} or {@link #putBack} before
     */
    protected abstract boolean lifted(Sanction sanction, Lookup<Sanction> reply);

    @Override
    public final Sanctions current() {
        return safe;
    }

    @Override
    public final void put(Sanction sanction, Reply<Sanction> reply) {
        Refusal why;
        boolean isKept = false;
        lock.lock();
        try {
            long now = time.unixMillis();
            boolean someEnded = newest.removeEnded(now);
            why = gate.refusalOfWrites();
            if (why == null && newest.size() >= MAX_KEPT && newest.get(sanction.key()) == null) {
                why = new Refusal(
                        RefusalCode.LIMIT,
                        "at most " + MAX_KEPT + " bans and mutes are kept at a time: lift one first");
                isKept = gate.await(why, reply);
            } else if (why == null) {
                Sanction before = newest.get(sanction.key());
                newest.put(sanction);
                isKept = added(sanction, before, someEnded, reply);
                if (!isKept) {
                    settle(sanction);
                }
            }
        } finally {
            lock.unlock();
        }
        if (isKept) {
            return;
        }
        if (why == null) {
            reply.done(sanction);
        } else {
            reply.refused(why);
        }
    }

    @Override
    public final void lift(Sanction.Key key, Lookup<Sanction> reply) {
        Sanction found = null;
        Refusal why;
        boolean isKept = false;
        lock.lock();
        try {
            why = gate.refusalOfWrites();
            if (why == null) {
                found = holding(key);
                if (found != null) {
                    newest.remove(key);
                    isKept = lifted(found, reply);
                    if (!isKept) {
                        settleLifted(key);
                    }
                } else if (!gate.isAllSafe()) {
                    awaitNone(reply.later());
                    isKept = true;
                }
            }
        } finally {
            lock.unlock();
        }
        if (!isKept) {
            answer(found, why, reply);
        }
    }

    @GuardedBy("lock") private @Nullable Sanction holding(Sanction.Key key) {
        Sanction found = newest.get(key);
        return found != null && found.holdsAt(time.unixMillis()) ? found : null;
    }

    private void awaitNone(Lookup<Sanction> kept) {
        gate.answerLater(kept, kept::none);
    }

    private static void answer(@Nullable Sanction found, @Nullable Refusal why, Lookup<Sanction> reply) {
        if (why != null) {
            reply.refused(why);
        } else if (found == null) {
            reply.none();
        } else {
            reply.done(found);
        }
    }

    /** One that was added is safe. */
    protected final void settle(Sanction sanction) {
        lock.lock();
        try {
            safe.removeEnded(time.unixMillis());
            safe.put(sanction);
        } finally {
            lock.unlock();
        }
    }

    /** That one was lifted is safe. */
    protected final void settleLifted(Sanction.Key key) {
        lock.lock();
        try {
            safe.remove(key);
        } finally {
            lock.unlock();
        }
    }

    /** The last change of that kind for the same was not made after all; null: there was none before. */
    protected final void putBack(Sanction.Key key, @Nullable Sanction before) {
        lock.lock();
        try {
            if (before == null) {
                newest.remove(key);
            } else {
                newest.put(before);
            }
        } finally {
            lock.unlock();
        }
    }

    /** There are these and no others. */
    protected final void replaceAll(List<Sanction> all) {
        lock.lock();
        try {
            newest.replaceAll(all);
            safe.replaceAll(all);
        } finally {
            lock.unlock();
        }
    }
}
