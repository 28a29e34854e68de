package maru.adapter.persistence.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import maru.application.port.Lane;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers of a batch, by lane: each lane is handed its own in one task, in the order of the records. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final List<OfLane> lanes = new ArrayList<>();
    private @Nullable OfLane last;

    void add(JournalRecord record) {
        Lane lane = record.lane();
        if (lane != null) {
            of(lane).records.add(record);
        }
    }

    /** Tells whom the record concerns first. What is safe stays safe, whatever a listener does. */
    void publishAndAdd(JournalRecord record) {
        try {
            record.publish();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.error("listener_failed", e);
        }
        add(record);
    }

    void send() {
        for (OfLane answers : lanes) {
            try {
                answers.lane.execute(answers);
            } catch (RejectedExecutionException e) {
                LOG.debug("answers_dropped count={}: their lane has ended", answers.records.size());
            }
        }
    }

    /** There are few lanes, and neighbours mostly have the same one. */
    private OfLane of(Lane lane) {
        OfLane found = last;
        if (found == null || found.lane != lane) {
            found = search(lane);
            last = found;
        }
        return found;
    }

    private OfLane search(Lane lane) {
        for (OfLane answers : lanes) {
            if (answers.lane == lane) {
                return answers;
            }
        }
        OfLane answers = new OfLane(lane);
        lanes.add(answers);
        return answers;
    }

    private static final class OfLane implements Runnable {
        final Lane lane;
        final List<JournalRecord> records = new ArrayList<>();

        OfLane(Lane lane) {
            this.lane = lane;
        }

        @Override
        public void run() {
            for (JournalRecord record : records) {
                try {
                    record.answer();
                } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                    LOG.error("answer_failed", e);
                }
            }
        }
    }
}
