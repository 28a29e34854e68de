package maru.adapter.persistence.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import maru.application.port.Lane;
import maru.application.reply.Faults;
import maru.domain.Refusal;

/**
 * The rooms of one lane in which something was said within this turn: all of it goes over to the journal together when
 * the turn ends, under one hold of the lock and, where the writer sleeps, with one call to wake it. So what a client
 * sends at once is in one commit, and is answered and shown at once. For its lane.
 */
final class MessageStage {
    private final Journal journal;
    private final ReentrantLock lock;
    private final Lane lane;
    private List<SqliteLog> logs = new ArrayList<>();

    MessageStage(Journal journal, Lane lane) {
        this.journal = journal;
        this.lock = journal.lock();
        this.lane = lane;
    }

    Lane lane() {
        return lane;
    }

    /** Something is said in a room, for the first time since the last hand-over. */
    void add(SqliteLog log) {
        logs.add(log);
        if (logs.size() > 1) {
            return;
        }
        try {
            lane.execute(this::handOver);
        } catch (RejectedExecutionException e) {
            handOver(); // the lane ends with this turn
        }
    }

    private void handOver() {
        List<SqliteLog> spoken = logs;
        logs = new ArrayList<>(spoken.size());
        List<Runnable> atOnce = new ArrayList<>(0);
        lock.lock();
        try {
            Refusal why = journal.refusalOfWrites();
            for (SqliteLog log : spoken) {
                log.enqueue(why, atOnce);
            }
        } finally {
            lock.unlock();
        }
        Faults faults = new Faults();
        atOnce.forEach(faults::run);
        faults.rethrow();
    }
}
