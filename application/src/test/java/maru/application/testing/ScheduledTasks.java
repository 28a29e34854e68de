package maru.application.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import maru.application.port.Lane;
import maru.application.port.out.TimeSource;

/** Tasks that wait until their time has come and somebody says so. */
final class ScheduledTasks {
    private final TimeSource time;
    private final List<Scheduled> tasks = new ArrayList<>();

    private record Scheduled(Lane lane, Runnable task, long due) {}

    ScheduledTasks(TimeSource time) {
        this.time = time;
    }

    void add(Lane lane, Runnable task, long delayMillis) {
        tasks.add(new Scheduled(lane, task, time.monotonicMillis() + delayMillis));
    }

    int count() {
        return tasks.size();
    }

    void handOverDue() {
        List<Scheduled> due = tasks.stream()
                .filter(task -> task.due() <= time.monotonicMillis())
                .sorted(Comparator.comparingLong(Scheduled::due))
                .toList();
        tasks.removeAll(due);
        due.forEach(task -> task.lane().execute(task.task()));
    }
}
