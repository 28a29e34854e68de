package maru.adapter.persistence.sqlite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import maru.domain.Refusal;

/**
 * Takes back everything that is not confirmed, while the gate is closed: the failed batch, what is queued behind it, and
 * what joins the queue meanwhile. In slices, since the event loops need the lock; in between they see states that are
 * confirmed, or wait.
 */
final class Undo {
    private static final int SLICE = 1_000;

    private final Journal journal;
    private final List<? extends Journaled> repositories;

    Undo(Journal journal, List<? extends Journaled> repositories) {
        this.journal = journal;
        this.repositories = repositories;
    }

    /**
     * Undoes, and answers.
     *
     * @param records the failed batch and what was taken from the queue with it; used up
     * @param why for those whose write is lost
     */
    void run(List<JournalRecord> records, Refusal why) {
        List<JournalRecord> undone = new ArrayList<>(records.size());
        while (!undoSome(records, undone)) {}
        Collections.reverse(undone);
        answer(undone, why);
    }

    /** Answers records of which memory has nothing, or is going to be built anew. */
    void answer(List<JournalRecord> undone, Refusal why) {
        Answers answers = new Answers();
        for (int from = 0; from < undone.size(); from += SLICE) {
            resume(undone.subList(from, Math.min(from + SLICE, undone.size())), why, answers);
        }
        answers.send();
    }

    /**
     * Undoes a slice.
     *
     * @return whether nothing is left
     */
    private boolean undoSome(List<JournalRecord> records, List<JournalRecord> undone) {
        ReentrantLock lock = journal.lock();
        lock.lock();
        try {
            journal.undo(records, SLICE, undone);
            if (!records.isEmpty()) {
                return false;
            }
            repositories.forEach(Journaled::confirmAll);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void resume(List<JournalRecord> records, Refusal why, Answers answers) {
        ReentrantLock lock = journal.lock();
        lock.lock();
        try {
            for (JournalRecord record : records) {
                if (record.resume(why)) {
                    answers.add(record);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
