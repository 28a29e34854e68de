package maru.adapter.persistence.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * Names by what they look like. Those that were there before anybody looked may look alike: a look may belong to more
 * than one. From any thread; changed by one at a time.
 */
public final class LookAlikes {
    private final Map<String, List<UserName>> byLook = new ConcurrentHashMap<>();

    public void add(UserName name) {
        for (String look : NameLooks.of(name)) {
            List<UserName> others = byLook.get(look);
            byLook.put(look, others == null ? List.of(name) : with(others, name));
        }
    }

    private static List<UserName> with(List<UserName> others, UserName name) {
        List<UserName> all = new ArrayList<>(others);
        all.add(name);
        return List.copyOf(all);
    }

    /** As it was added. */
    public void remove(UserName name) {
        for (String look : NameLooks.of(name)) {
            List<UserName> left = byLook.getOrDefault(look, List.of()).stream()
                    .filter(other -> !other.equals(name))
                    .toList();
            if (left.isEmpty()) {
                byLook.remove(look);
            } else {
                byLook.put(look, left);
            }
        }
    }

    /** Another name that looks like this one, or null. */
    public @Nullable UserName find(UserName name) {
        for (String look : NameLooks.of(name)) {
            for (UserName other : byLook.getOrDefault(look, List.of())) {
                if (!other.equals(name)) {
                    return other;
                }
            }
        }
        return null;
    }

    /** How many looks are kept. */
    int size() {
        return byLook.size();
    }
}
