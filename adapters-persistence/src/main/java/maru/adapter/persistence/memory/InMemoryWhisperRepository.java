package maru.adapter.persistence.memory;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.table.Gate;
import maru.adapter.persistence.table.TableWhisperRepository;
import maru.adapter.persistence.table.WhisperTable;
import maru.application.limits.Limits;
import maru.application.port.Reply;
import maru.application.port.out.TimeSource;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;

/** Whispers in the JVM alone. */
final class InMemoryWhisperRepository extends TableWhisperRepository {
    private final AtomicLong lastId;

    InMemoryWhisperRepository(ReentrantLock lock, Gate gate, WhisperTable table, TimeSource time, Limits limits) {
        super(lock, gate, table, limits);
        lastId = new AtomicLong(time.unixMillis() * 1_000);
    }

    @Override
    public long nextId() {
        return lastId.incrementAndGet();
    }

    @Override
    protected boolean kept(Whisper whisper, Reply<Whisper> reply) {
        return false;
    }

    @Override
    protected boolean taken(UserName to, List<Whisper> whispers, Reply<List<Whisper>> reply) {
        return false;
    }
}
