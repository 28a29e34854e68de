package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import maru.application.port.out.TimeSource;

/**
 * Sees to it that no id of a whisper is ever given twice, though most whispers are never on disk. Ids are given up to a
 * ceiling, which is on disk before; the next life of the store begins above it.
 */
final class WhisperIds {
    /** More are reserved when half of them are left. */
    static final long RESERVED = 1_000_000_000;

    private static final String CEILING = "whisper-ceiling";

    private final Journal journal;
    private final long reserved;
    private final AtomicLong last;

    /** From here on more are to be reserved. Written under the journal's lock. */
    private volatile long reserveAt;

    /** @param reserved how many at a time */
    WhisperIds(Journal journal, TimeSource time, long reserved) {
        this.journal = journal;
        this.reserved = reserved;
        this.last = new AtomicLong(time.unixMillis() * 1_000);
    }

    long next() {
        long id = last.incrementAndGet();
        if (id >= reserveAt) {
            reserve(id);
        }
        return id;
    }

    private void reserve(long id) {
        journal.lock().lock();
        try {
            long before = reserveAt;
            if (id >= before && journal.refusalOfWrites() == null) {
                long ceiling = id + reserved;
                reserveAt = id + reserved / 2;
                journal.append(new SqlRecord<>(
                        connection -> Meta.put(connection, CEILING, ceiling), () -> setReserveAt(before), id, null));
            }
        } finally {
            journal.lock().unlock();
        }
    }

    private void setReserveAt(long id) {
        journal.lock().lock();
        try {
            reserveAt = id;
        } finally {
            journal.lock().unlock();
        }
    }

    /** Goes on above what was reserved in a former life, and reserves more. */
    void load(Connection connection, long highestKept) throws SQLException {
        boolean isFirst = reserveAt == 0;
        long used = isFirst ? Math.max(Meta.get(connection, CEILING), highestKept) : 0;
        long from = last.accumulateAndGet(used, Math::max);
        Meta.put(connection, CEILING, from + reserved);
        setReserveAt(from + reserved / 2);
    }
}
