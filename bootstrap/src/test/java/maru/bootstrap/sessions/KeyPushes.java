package maru.bootstrap.sessions;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

/** What one connection watches, what it was told of that and should have been: in order for each key. */
final class KeyPushes {
    private final Set<String> prefixes = new HashSet<>();
    private final Map<String, Deque<ModelChange>> expected = new HashMap<>();
    private final Map<String, Queue<Frame>> came = new HashMap<>();
    private final Set<ModelChange> listed = new HashSet<>();

    /** What is under way and is in the list with which a watch begins need not be pushed besides. */
    void watch(String prefix) {
        prefixes.add(prefix);
        expected.forEach((key, changes) -> {
            if (key.startsWith(prefix)) {
                listed.addAll(changes);
            }
        });
    }

    /** After the answer nothing comes of keys that no other watch covers; what was under way may be left out. */
    void unwatch(String prefix, Predicate<String> mayBeGone) {
        compare(mayBeGone);
        prefixes.remove(prefix);
        expected.keySet().removeIf(key -> !covers(key));
    }

    private boolean covers(String key) {
        return prefixes.stream().anyMatch(key::startsWith);
    }

    void expect(ModelChange change) {
        if (covers(change.key)) {
            expected.computeIfAbsent(change.key, key -> new ArrayDeque<>()).add(change);
        }
    }

    void came(Frame push) {
        came.computeIfAbsent(push.field(0), key -> new ArrayDeque<>()).add(push);
    }

    /**
     * Takes out what came as expected.
     *
     * @param mayBeGone tells of a key of which nothing is expected whether it may have expired; then that is expected
     */
    void compare(Predicate<String> mayBeGone) {
        came.forEach((key, pushes) -> {
            while (!pushes.isEmpty() && isExpected(key, pushes.element(), mayBeGone)) {
                ModelChange next = expected.get(key).remove();
                boolean isLeftOut = listed.remove(next) && !next.looksLike(pushes.element());
                if (!isLeftOut && next.takes(pushes.element())) {
                    pushes.remove();
                }
            }
        });
    }

    private boolean isExpected(String key, Frame push, Predicate<String> mayBeGone) {
        if (isNothingExpected(key) && covers(key) && push.name().equals("removed") && !mayBeGone.test(key)) {
            return false;
        }
        return !isNothingExpected(key);
    }

    private boolean isNothingExpected(String key) {
        Deque<ModelChange> changes = expected.get(key);
        return changes == null || changes.isEmpty();
    }

    boolean isMissingSomething() {
        return expected.values().stream()
                .anyMatch(
                        changes -> changes.stream().anyMatch(change -> change.isCertain() && !listed.contains(change)));
    }

    List<String> missing() {
        return expected.values().stream()
                .flatMap(Deque::stream)
                .map(ModelChange::toString)
                .toList();
    }

    List<String> surplus() {
        List<String> left = new ArrayList<>();
        came.values().forEach(pushes -> pushes.forEach(push -> left.add(push.toString())));
        return left;
    }
}
