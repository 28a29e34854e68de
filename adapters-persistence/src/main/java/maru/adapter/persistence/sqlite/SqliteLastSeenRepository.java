package maru.adapter.persistence.sqlite;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.table.LastSeenTable;
import maru.adapter.persistence.table.Seen;
import maru.application.port.Lookup;
import maru.application.port.UserInfo;
import maru.application.port.out.LastSeenRepository;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * When users were last online, in the JVM and in the journal. What can't be made safe is not noted: who comes back says
 * it again when leaving.
 */
final class SqliteLastSeenRepository implements LastSeenRepository {
    private final ReentrantLock lock;
    private final Journal journal;
    private final UnfoldedLastSeen unfolded = new UnfoldedLastSeen();

    @GuardedBy("lock") private LastSeenTable table = new LastSeenTable();

    SqliteLastSeenRepository(Journal journal) {
        this.lock = journal.lock();
        this.journal = journal;
    }

    @Override
    public void seen(UserName user, long unixMillis) {
        lock.lock();
        try {
            if (journal.refusalOfWrites() == null) {
                Seen after = new Seen(user, unixMillis);
                journal.append(new LastSeenRecord(this, table.put(after), after));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void find(UserName user, Lookup<UserInfo> reply) {
        LastSeenQuestion question = new LastSeenQuestion(journal, this, user);
        lock.lock();
        try {
            if (!question.look()) {
                question.await(reply.later());
                return;
            }
        } finally {
            lock.unlock();
        }
        question.answer(reply);
    }

    @Nullable Seen stateOf(UserName user) {
        lock.lock();
        try {
            return table.find(user);
        } finally {
            lock.unlock();
        }
    }

    /** For {@code store-writer}. */
    UnfoldedLastSeen unfolded() {
        return unfolded;
    }

    /** What the journal has now; what is more than has to be kept is forgotten. On {@code store-writer}. */
    void journaled(Seen seen) {
        unfolded.add(seen);
        forgetSurplus();
    }

    private void forgetSurplus() {
        lock.lock();
        try {
            for (Seen old = table.removeSurplus(); old != null; old = table.removeSurplus()) {
                unfolded.forget(old);
            }
        } finally {
            lock.unlock();
        }
    }

    void undo(@Nullable Seen before, Seen after) {
        lock.lock();
        try {
            table.remove(after);
            if (before != null) {
                table.put(before);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What the file has, before anything is served. */
    void load(Seen stored) {
        stored.settle();
        lock.lock();
        try {
            table.put(stored);
        } finally {
            lock.unlock();
        }
        forgetSurplus();
    }

    /** What a file that was opened anew has. */
    void replaceAll(LastSeenTable stored) {
        lock.lock();
        try {
            table = stored;
        } finally {
            lock.unlock();
        }
        forgetSurplus();
    }
}
