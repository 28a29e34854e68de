package maru.adapter.persistence.table;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.port.Reply;
import maru.application.port.out.WhisperRepository;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;
import org.jspecify.annotations.Nullable;

/** Whispers in the JVM. When a change is safe is the store's ({@link #kept}, {@link #taken}). */
public abstract class TableWhisperRepository implements WhisperRepository {
    protected final ReentrantLock lock;

    @GuardedBy("lock") protected final WhisperTable table;

    private final Gate gate;
    private final Limits limits;

    /** @param table guarded by that lock */
    protected TableWhisperRepository(ReentrantLock lock, Gate gate, WhisperTable table, Limits limits) {
        this.lock = lock;
        this.gate = gate;
        this.table = table;
        this.limits = limits;
    }

    /**
     * One was put into the table. Under the lock.
     *
     * @return whether the store answers, later
     */
    protected abstract boolean kept(Whisper whisper, Reply<Whisper> reply);

    /**
     * These were taken out of it: one at least. Under the lock.
     *
     * @return whether the store answers, later
     */
    protected abstract boolean taken(UserName to, List<Whisper> whispers, Reply<List<Whisper>> reply);

    @Override
    public final void keep(Whisper whisper, Reply<Whisper> reply) {
        keep(whisper, false, reply);
    }

    @Override
    public final void putBack(Whisper whisper, Reply<Whisper> reply) {
        keep(whisper, true, reply);
    }

    private void keep(Whisper whisper, boolean isPromised, Reply<Whisper> reply) {
        Refusal why;
        boolean isKept = false;
        lock.lock();
        try {
            why = gate.refusalOfWrites();
            if (why == null) {
                why = isPromised ? null : refusalOfMore(whisper);
                if (why == null) {
                    table.put(whisper);
                    isKept = kept(whisper, reply);
                } else {
                    isKept = gate.await(why, reply);
                }
            }
        } finally {
            lock.unlock();
        }
        if (!isKept) {
            answer(whisper, why, reply);
        }
    }

    @GuardedBy("lock") private @Nullable Refusal refusalOfMore(Whisper whisper) {
        long most = limits.most(Limit.WHISPERS_WAITING);
        if (table.waitingFor(whisper.to()) < most || !limits.refuses(Limit.WHISPERS_WAITING, "user=" + whisper.to())) {
            return null;
        }
        return new Refusal(
                RefusalCode.LIMIT,
                whisper.to() + " is away, and " + most
                        + " whispers wait already, the most that may: tell it when follow<" + whisper.to()
                        + "> says online");
    }

    @Override
    public final void take(UserName to, Reply<List<Whisper>> reply) {
        List<Whisper> taken = List.of();
        Refusal why = null;
        boolean isKept = false;
        lock.lock();
        try {
            boolean isNone = table.waitingFor(to) == 0;
            if (!isNone || !gate.isAllSafe()) {
                why = gate.refusalOfWrites();
                if (why == null && isNone) {
                    awaitNone(reply.later());
                    isKept = true;
                } else if (why == null) {
                    taken = table.take(to);
                    isKept = taken(to, taken, reply);
                }
            }
        } finally {
            lock.unlock();
        }
        if (!isKept) {
            answer(taken, why, reply);
        }
    }

    private void awaitNone(Reply<List<Whisper>> kept) {
        gate.answerLater(kept, () -> kept.done(List.of()));
    }

    private static <T> void answer(T result, @Nullable Refusal why, Reply<T> reply) {
        if (why == null) {
            reply.done(result);
        } else {
            reply.refused(why);
        }
    }
}
