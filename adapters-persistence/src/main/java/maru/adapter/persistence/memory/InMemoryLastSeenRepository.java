package maru.adapter.persistence.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.table.Gate;
import maru.adapter.persistence.table.LastSeenTable;
import maru.adapter.persistence.table.Seen;
import maru.application.port.Lookup;
import maru.application.port.UserInfo;
import maru.application.port.out.LastSeenRepository;
import maru.domain.chat.UserName;

/** When users were last online, in the JVM alone. */
final class InMemoryLastSeenRepository implements LastSeenRepository {
    private final ReentrantLock lock;
    private final Gate gate;

    @GuardedBy("lock") private final LastSeenTable table = new LastSeenTable();

    InMemoryLastSeenRepository(ReentrantLock lock, Gate gate) {
        this.lock = lock;
        this.gate = gate;
    }

    @Override
    public void seen(UserName user, long unixMillis) {
        Seen seen = new Seen(user, unixMillis);
        seen.settle();
        lock.lock();
        try {
            if (gate.refusalOfWrites() == null) {
                table.put(seen);
                table.removeSurplus();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void find(UserName user, Lookup<UserInfo> reply) {
        Seen seen;
        lock.lock();
        try {
            seen = table.find(user);
        } finally {
            lock.unlock();
        }
        if (seen == null) {
            reply.none();
        } else {
            reply.done(seen.info());
        }
    }
}
