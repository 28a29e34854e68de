package maru.bootstrap.testing;

import com.sun.management.ThreadMXBean;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;

/**
 * What the event loops of this JVM allocate on the heap, by its own counter. Netty doesn't look for leaks meanwhile: that
 * makes an object for each buffer.
 */
public final class Allocations implements AutoCloseable {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Level level = ResourceLeakDetector.getLevel();
    private final long[] eventLoops;

    /** Of those that there are now. */
    public Allocations() {
        ResourceLeakDetector.setLevel(Level.DISABLED);
        eventLoops = Arrays.stream(THREADS.dumpAllThreads(false, false))
                .filter(thread -> thread.getThreadName().startsWith("io-"))
                .mapToLong(ThreadInfo::getThreadId)
                .toArray();
    }

    /** Something that clients do, and that has been answered when this returns. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** How many bytes were allocated while this was done so many times: the least of several tries. */
    public long leastOf(int tries, int times, Work work) throws Exception {
        long least = Long.MAX_VALUE;
        for (int at = 0; at < tries; at++) {
            long before = bytes();
            for (int done = 0; done < times; done++) {
                work.run();
            }
            least = Math.min(least, bytes() - before);
        }
        return least;
    }

    private long bytes() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(eventLoops)).sum();
    }

    @Override
    public void close() {
        ResourceLeakDetector.setLevel(level);
    }
}
