package maru.application.testing;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import maru.application.port.Lane;
import org.jspecify.annotations.Nullable;

/** A lane with a thread of its own. */
public final class TestLane implements Lane, AutoCloseable {
    private volatile @Nullable Thread thread;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread created = new Thread(task, "lane");
        created.setDaemon(true);
        thread = created;
        return created;
    });

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
