package maru.bootstrap.sessions;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/**
 * What one connection was shown and should have been, in streams: each is in order, the order between two is nobody's
 * promise. A stream of a room also has what was answered about that room, which stands between the pushes.
 */
final class Streams {
    static final String WHISPERS = "whispers";

    private final TreeMap<String, Queue<String>> expected = new TreeMap<>();
    private final TreeMap<String, Queue<String>> came = new TreeMap<>();

    /** However it is spelled. */
    static String ofRoom(String name) {
        return "#" + Spelling.identityOf(name);
    }

    static String ofUser(String identity) {
        return "@" + identity;
    }

    void expect(String stream, String what) {
        expected.computeIfAbsent(stream, name -> new ArrayDeque<>()).add(what);
    }

    void came(String stream, String what) {
        came.computeIfAbsent(stream, name -> new ArrayDeque<>()).add(what);
    }

    /** Takes out what came as expected. */
    void compare() {
        came.forEach((stream, queue) -> {
            Queue<String> wanted = expected.getOrDefault(stream, new ArrayDeque<>(0));
            while (!queue.isEmpty() && !wanted.isEmpty()) {
                String is = queue.remove();
                String should = wanted.remove();
                if (!is.equals(should)) {
                    throw new AssertionError(
                            "in " + stream + " came " + is + rest(queue) + ", expected " + should + rest(wanted));
                }
            }
        });
    }

    /** What should have come and did not yet. */
    List<String> missing() {
        return all(expected);
    }

    /** What came and should not have. */
    List<String> surplus() {
        return all(came);
    }

    boolean isMissingSomething() {
        return expected.values().stream().anyMatch(queue -> !queue.isEmpty());
    }

    private static String rest(Queue<String> queue) {
        return " (then " + queue.stream().limit(3).toList() + ")";
    }

    private static List<String> all(Map<String, Queue<String>> streams) {
        List<String> left = new ArrayList<>();
        streams.forEach((stream, queue) -> queue.forEach(what -> left.add(stream + " " + what)));
        return left;
    }
}
