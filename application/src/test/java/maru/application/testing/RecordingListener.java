package maru.application.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import maru.application.port.out.ChangeListener;
import maru.domain.kv.Entry;

/** Remembers what it is told, and finds fault with two calls at a time. */
public final class RecordingListener implements ChangeListener {
    private final AtomicBoolean isBeingTold = new AtomicBoolean();
    private final List<Entry> changes = new ArrayList<>();
    private volatile boolean isListening = true;
    private volatile boolean wasReentered;

    @Override
    public boolean isListening() {
        return isListening;
    }

    public void setListening(boolean listening) {
        isListening = listening;
    }

    @Override
    public void changed(Entry change) {
        if (!isBeingTold.compareAndSet(false, true)) {
            wasReentered = true;
        }
        synchronized (changes) {
            changes.add(change);
            changes.notifyAll();
        }
        isBeingTold.set(false);
    }

    /** What it was told so far. */
    public List<Entry> changes() {
        if (wasReentered) {
            throw new AssertionError("told of two changes at a time");
        }
        synchronized (changes) {
            return List.copyOf(changes);
        }
    }

    /** What it was told, once it is so many changes. */
    public List<Entry> await(int count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        synchronized (changes) {
            while (changes.size() < count) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("told of " + changes.size() + " changes and not of " + count);
                }
                try {
                    changes.wait(left);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return changes();
    }
}
