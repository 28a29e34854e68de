package maru.application.testing;

import java.util.ArrayDeque;
import java.util.Queue;
import maru.application.port.Lane;
import maru.application.port.out.Lanes;
import maru.application.port.out.TimeSource;

/**
 * The one lane there is. What it is handed runs before the hand-over returns, or behind the task that hands it over. For
 * one thread.
 */
public final class SameLane implements Lane, Lanes {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final ScheduledTasks scheduled;
    private boolean isRunning;

    public SameLane(TimeSource time) {
        this.scheduled = new ScheduledTasks(time);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (isRunning) {
            return;
        }
        isRunning = true;
        try {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
        } finally {
            isRunning = false;
        }
    }

    @Override
    public boolean isCurrent() {
        return isRunning;
    }

    @Override
    public Lane of(int hash) {
        return this;
    }

    @Override
    public void schedule(Lane lane, Runnable task, long delayMillis) {
        scheduled.add(lane, task, delayMillis);
    }

    /** How many scheduled tasks wait for their time. */
    public int scheduledCount() {
        return scheduled.count();
    }

    /** Runs the scheduled tasks whose time has come. */
    public void runDue() {
        scheduled.handOverDue();
    }
}
