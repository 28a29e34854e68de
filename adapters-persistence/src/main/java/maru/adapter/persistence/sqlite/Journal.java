package maru.adapter.persistence.sqlite;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * The queue before the file, and the gate before the queue. Repositories append while they hold the store's lock, which
 * is this queue's as well: one lock, so no order of locks. The writer takes all that is there and wakes up only when it
 * has nothing left: appending to a busy writer's queue is no system call.
 */
final class Journal {
    /** Over this, no write is taken: 64 MiB, less where the heap is small. */
    private static final long MAX_WAITING_BYTES =
            Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 8);

    /** Reckoned for each record, beside its bytes: it refers to an entry that was replaced and to who waits. */
    private static final int RECORD_BYTES = 128;

    /** The most records that are settled in one hold of the lock. */
    private static final int SLICE = 1_000;

    private static final Refusal STOPPING = new Refusal(RefusalCode.SHUTTING_DOWN, "the server is stopping");

    private final ReentrantLock lock;
    private final Condition work;

    @GuardedBy("lock") private List<JournalRecord> queue = new ArrayList<>();

    /** Of all records that are neither settled nor undone. */
    @GuardedBy("lock") private long waitingBytes;

    @GuardedBy("lock") private long waitingRecords;

    @GuardedBy("lock") private @Nullable Refusal gate;

    @GuardedBy("lock") private boolean isStopping;

    private volatile boolean isFrozen;

    Journal(ReentrantLock lock) {
        this.lock = lock;
        this.work = lock.newCondition();
    }

    ReentrantLock lock() {
        return lock;
    }

    /** Why no write is taken now, or null. */
    @Nullable Refusal refusalOfWrites() {
        lock.lock();
        try {
            if (isStopping) {
                return STOPPING;
            }
            return gate == null ? refusalOfWaiting() : gate;
        } finally {
            lock.unlock();
        }
    }

    /** Why nothing more can wait now, or null. */
    @Nullable Refusal refusalOfWaiting() {
        lock.lock();
        try {
            if (waitingBytes <= MAX_WAITING_BYTES) {
                return null;
            }
            return new Refusal(
                    RefusalCode.BUSY,
                    waitingBytes + " bytes wait to be written, the limit is " + MAX_WAITING_BYTES + ": try again");
        } finally {
            lock.unlock();
        }
    }

    void append(JournalRecord record) {
        lock.lock();
        try {
            queue.add(record);
            waitingBytes += RECORD_BYTES + record.weight();
            waitingRecords++;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes all that is queued; waits for something if nothing is.
     *
     * @param nanos how long to wait
     * @return empty when the time is over, or when the journal stops and nothing is left
     */
    List<JournalRecord> take(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (queue.isEmpty() && !isStopping && left > 0) {
                left = work.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            isStopping = true; // nobody in Maru interrupts the writer: what is taken is written all the same
        } finally {
            lock.unlock();
        }
        return takeAll();
    }

    private List<JournalRecord> takeAll() {
        lock.lock();
        try {
            if (queue.isEmpty()) {
                return List.of();
            }
            List<JournalRecord> taken = queue;
            queue = new ArrayList<>(Math.min(taken.size(), 4_096));
            return taken;
        } finally {
            lock.unlock();
        }
    }

    boolean hasWork() {
        lock.lock();
        try {
            return !queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** These are in the file. In slices: the event loops need the lock. */
    void settle(List<JournalRecord> records) {
        for (int from = 0; from < records.size(); from += SLICE) {
            settleSome(records.subList(from, Math.min(from + SLICE, records.size())));
        }
    }

    private void settleSome(List<JournalRecord> records) {
        lock.lock();
        try {
            for (JournalRecord record : records) {
                try {
                    record.settle();
                } finally {
                    forget(record);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Undoes the newest records, some at most, and moves them over to {@code undone}. What was queued meanwhile is newer
     * than all of {@code records}, and joins them first.
     */
    void undo(List<JournalRecord> records, int most, List<JournalRecord> undone) {
        lock.lock();
        try {
            records.addAll(queue);
            queue.clear();
            for (int i = 0; i < most && !records.isEmpty(); i++) {
                JournalRecord record = records.remove(records.size() - 1);
                record.undo();
                forget(record);
                undone.add(record);
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock") private void forget(JournalRecord record) {
        waitingBytes -= RECORD_BYTES + record.weight();
        waitingRecords--;
    }

    /** @param why what writes are refused with; null opens the gate */
    void setGate(@Nullable Refusal why) {
        lock.lock();
        try {
            gate = why;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Nothing more is committed or confirmed: the process is about to end, and somewhere in it half a thing may have been
     * done. Makes no object.
     */
    void freeze() {
        isFrozen = true;
    }

    boolean isFrozen() {
        return isFrozen;
    }

    /** No more writes; what is queued is still written. */
    void stop() {
        lock.lock();
        try {
            isStopping = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isStopping() {
        lock.lock();
        try {
            return isStopping;
        } finally {
            lock.unlock();
        }
    }

    /** Records in the queue and in the batch under way. */
    long waiting() {
        lock.lock();
        try {
            return waitingRecords;
        } finally {
            lock.unlock();
        }
    }
}
