package maru.adapter.persistence.memory;

import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.table.Gate;
import maru.adapter.persistence.table.TableNoticeRepository;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.out.TimeSource;
import maru.domain.notice.Notice;

/** Notices in the JVM alone. */
final class InMemoryNoticeRepository extends TableNoticeRepository {
    InMemoryNoticeRepository(ReentrantLock lock, Gate gate, TimeSource time) {
        super(lock, gate, time);
    }

    @Override
    protected boolean added(Notice notice, long unixMillis, Reply<Notice> reply) {
        return false;
    }

    @Override
    protected boolean removed(Notice notice, Lookup<Notice> reply) {
        return false;
    }
}
