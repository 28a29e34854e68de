package maru.application.testing;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import maru.application.port.Lane;
import maru.application.port.out.Lanes;
import maru.application.port.out.TimeSource;
import org.jspecify.annotations.Nullable;

/** Several lanes, whose tasks wait until the test has them run, in any order of lanes. For one thread. */
public final class ManualLanes implements Lanes {
    private final List<ManualLane> lanes;
    private final ScheduledTasks scheduled;
    private @Nullable ManualLane running;

    public ManualLanes(int count, TimeSource time) {
        this.lanes = IntStream.range(0, count).mapToObj(ManualLane::new).toList();
        this.scheduled = new ScheduledTasks(time);
    }

    /** One of them. */
    public ManualLane lane(int number) {
        return lanes.get(number);
    }

    @Override
    public ManualLane of(int hash) {
        return lanes.get(Math.floorMod(hash, lanes.size()));
    }

    /** A lane that is not the one that has this hash; another one for each number below the count of lanes less 1. */
    public ManualLane besides(int hash, int number) {
        return lanes.get((lanes.indexOf(of(hash)) + 1 + number) % lanes.size());
    }

    @Override
    public void schedule(Lane lane, Runnable task, long delayMillis) {
        scheduled.add(lane, task, delayMillis);
    }

    /** Hands over the scheduled tasks whose time has come. */
    public void handOverDue() {
        scheduled.handOverDue();
    }

    /** Runs everything, until no lane has a task. */
    public void runAll() {
        boolean ran = true;
        while (ran) {
            ran = false;
            for (ManualLane lane : lanes) {
                ran |= lane.runAll();
            }
        }
    }

    /** One lane. */
    public final class ManualLane implements Lane {
        private final int number;
        private final Queue<Runnable> tasks = new ArrayDeque<>();

        private ManualLane(int number) {
            this.number = number;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public boolean isCurrent() {
            return running == this;
        }

        /** Runs the oldest task; whether there was one. */
        public boolean runOne() {
            if (running != null) {
                throw new AssertionError(this + " is to run within " + running);
            }
            Runnable task = tasks.poll();
            if (task == null) {
                return false;
            }
            running = this;
            try {
                task.run();
            } finally {
                running = null;
            }
            return true;
        }

        /** Runs its tasks until there are none; whether there were any. */
        public boolean runAll() {
            boolean ran = false;
            while (runOne()) {
                ran = true;
            }
            return ran;
        }

        @Override
        public String toString() {
            return "lane " + number;
        }
    }
}
