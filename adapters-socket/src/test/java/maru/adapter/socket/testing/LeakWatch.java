package maru.adapter.socket.testing;

import static java.util.stream.Collectors.joining;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes leak detectors that remember what leaked, instead of only logging it.
 *
 * <p>A buffer leaks when the garbage collector takes it before it was released. So a leak is seen after a
 * collection, and a buffer that something still refers to is not seen at all.
 */
public final class LeakWatch extends ResourceLeakDetectorFactory {
    /** The collector hands out what it found in parts: one round may miss some. */
    private static final int ROUNDS = 5;

    private static final long WAIT_FOR_COLLECTION_MILLIS = 2_000;

    private final Queue<ResourceLeakDetector<Object>> detectors = new ConcurrentLinkedQueue<>();
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

    /** Watches every buffer of this JVM. To be called before the first class of Netty's buffers is loaded. */
    public void install() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(this);
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's other methods all end in this one.
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
            Class<T> resource, int samplingInterval, long maxActive) {
        return new RecordingDetector<>(resource, samplingInterval);
    }

    /** Collects garbage and returns a description of each leak seen so far, with where the buffer was last touched. */
    public List<String> leaks() {
        for (int round = 0; round < ROUNDS && leaks.isEmpty(); round++) {
            collectGarbage();
            detectors.forEach(LeakWatch::report);
        }
        return List.copyOf(leaks);
    }

    /**
     * Ends a test run.
     *
     * @throws AssertionError if anything leaked
     */
    public void assertNoLeak() {
        List<String> found = leaks();
        if (!found.isEmpty()) {
            throw new AssertionError("Leaked, collected before they were released: " + found.size() + " buffers\n"
                    + String.join("\n", found));
        }
    }

    /** A detector looks through what was collected each time it is given something new to track. */
    private static void report(ResourceLeakDetector<Object> detector) {
        Object probe = new Object();
        ResourceLeakTracker<Object> tracker = detector.track(probe);
        if (tracker != null) {
            tracker.close(probe);
        }
    }

    private static void collectGarbage() {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> probe = new WeakReference<>(new Object(), collected);
        System.gc();
        try {
            if (collected.remove(WAIT_FOR_COLLECTION_MILLIS) != probe) {
                throw new IllegalStateException("no garbage collection within " + WAIT_FOR_COLLECTION_MILLIS + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a garbage collection", e);
        }
    }

    private static boolean isOfTheTestRunner(String line) {
        String frame = line.strip();
        return frame.startsWith("java.base/")
                || frame.startsWith("org.junit.")
                || frame.startsWith("org.apache.maven.");
    }

    private final class RecordingDetector<T> extends ResourceLeakDetector<T> {
        @SuppressWarnings("unchecked") // To a detector the type of what it tracks is only a name.
        RecordingDetector(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
            detectors.add((ResourceLeakDetector<Object>) this);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            leaks.add(resourceType
                    + records.lines().filter(line -> !isOfTheTestRunner(line)).collect(joining("\n")));
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            leaks.add(resourceType);
        }
    }
}
