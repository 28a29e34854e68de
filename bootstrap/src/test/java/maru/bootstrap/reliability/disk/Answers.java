package maru.bootstrap.reliability.disk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import maru.bootstrap.testing.Frame;

/** How the numbered requests of one client were answered. From any thread. */
final class Answers {
    private static final String DONE = "done";
    private static final String UNCERTAIN = "uncertain";

    @GuardedBy("this") private final BitSet done = new BitSet();

    /** For certain. */
    @GuardedBy("this") private final BitSet refused = new BitSet();

    @GuardedBy("this") private final Map<String, Integer> counts = new TreeMap<>();

    /** The reply to the request of that number: an error, or one that says that it was done. */
    synchronized void add(int number, Frame reply) {
        String kind = reply.isNamed("error") ? reply.text(0) : DONE;
        counts.merge(kind, 1, Integer::sum);
        if (kind.equals(DONE)) {
            done.set(number);
        } else {
            refused.set(number, !kind.equals(UNCERTAIN));
        }
    }

    synchronized boolean isDone(int number) {
        return done.get(number);
    }

    /** Whether it may be found: it was done, or nobody knows, or it was not answered. */
    synchronized boolean isPossible(int number) {
        return !refused.get(number);
    }

    synchronized int done() {
        return done.cardinality();
    }

    /** How many were answered with that code. */
    synchronized int refused(String code) {
        return counts.getOrDefault(code, 0);
    }

    synchronized int refused() {
        return counts.values().stream().mapToInt(Integer::intValue).sum() - done();
    }

    /** So many of each kind. */
    @Override
    public synchronized String toString() {
        return counts.toString();
    }
}
