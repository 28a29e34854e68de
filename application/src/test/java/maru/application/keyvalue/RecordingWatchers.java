package maru.application.keyvalue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import maru.application.port.Caller;
import maru.application.port.out.Watchers;
import maru.domain.kv.Entry;
import maru.domain.kv.Prefix;

/** Notes who watches what, and when. */
final class RecordingWatchers implements Watchers {
    final List<String> calls = new ArrayList<>();
    private final Set<String> watched = new HashSet<>();

    @Override
    public Watch add(Caller caller, Prefix prefix) {
        String who = caller.id() + " " + text(prefix);
        calls.add("add " + who);
        watched.add(who);
        return new Watch() {
            @Override
            public void begin(long after) {
                calls.add("begin " + who + " after " + after);
            }

            @Override
            public void cancel() {
                calls.add("cancel " + who);
            }
        };
    }

    @Override
    public boolean has(Caller caller, Prefix prefix) {
        return watched.contains(caller.id() + " " + text(prefix));
    }

    @Override
    public int count(Caller caller) {
        return (int) watched.stream()
                .filter(watch -> watch.startsWith(caller.id() + " "))
                .count();
    }

    @Override
    public void remove(Caller caller, Prefix prefix) {
        calls.add("remove " + caller.id() + " " + text(prefix));
        watched.remove(caller.id() + " " + text(prefix));
    }

    @Override
    public void removeAll(Caller caller) {
        calls.add("removeAll " + caller.id());
    }

    @Override
    public boolean isListening() {
        return true;
    }

    @Override
    public void changed(Entry change) {
        calls.add("changed");
    }

    private static String text(Prefix prefix) {
        return new String(prefix.bytes(), UTF_8);
    }
}
