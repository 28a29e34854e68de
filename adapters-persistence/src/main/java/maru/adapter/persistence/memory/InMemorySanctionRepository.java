package maru.adapter.persistence.memory;

import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.table.Gate;
import maru.adapter.persistence.table.TableSanctionRepository;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.out.TimeSource;
import maru.domain.moderation.Sanction;
import org.jspecify.annotations.Nullable;

/** Bans and mutes in the JVM alone. */
final class InMemorySanctionRepository extends TableSanctionRepository {
    InMemorySanctionRepository(ReentrantLock lock, Gate gate, TimeSource time) {
        super(lock, gate, time);
    }

    @Override
    protected boolean added(Sanction sanction, @Nullable Sanction before, boolean someEnded, Reply<Sanction> reply) {
        return false;
    }

    @Override
    protected boolean lifted(Sanction sanction, Lookup<Sanction> reply) {
        return false;
    }
}
