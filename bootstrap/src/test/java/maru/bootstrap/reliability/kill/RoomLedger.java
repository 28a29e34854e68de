package maru.bootstrap.reliability.kill;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;
import org.jspecify.annotations.Nullable;

/** What anybody was shown of one room, by id, to be held against its history. From any thread. */
final class RoomLedger {
    private static final int ROWS = 1_000;

    private final String name;

    /** By id: who said it and which of this user's words it is, as one number; 0: nobody was shown it. */
    @GuardedBy("this") private long[] shown = new long[1 << 16];

    @GuardedBy("this") private @Nullable String epoch;

    @GuardedBy("this") private long checked;

    RoomLedger(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Somebody was shown that this has that id. */
    synchronized void show(long id, long words) {
        if (id >= shown.length) {
            shown = Arrays.copyOf(shown, Math.max((int) id + 1, 2 * shown.length));
        }
        long before = shown[(int) id];
        if (before != 0 && before != words) {
            throw new AssertionError(
                    name + ": message " + id + " was " + Words.text(before) + " and is " + Words.text(words));
        }
        shown[(int) id] = words;
    }

    synchronized void show(Frame message) {
        show(message.number(1), Words.of(message));
    }

    /**
     * Reads what came since the last check, and holds it to what was shown.
     *
     * @param all everything that was ever said, and nothing of it twice
     */
    synchronized void check(FrameClient client, boolean all) throws IOException {
        Frame joined = Frame.await(client.send("join<" + name + ">"), "joined");
        if (epoch != null && !epoch.equals(joined.text(2))) {
            throw new AssertionError(joined + " was of the epoch " + epoch);
        }
        epoch = joined.text(2);
        long last = joined.number(3);
        for (int id = (int) last + 1; id < shown.length; id++) {
            if (shown[id] != 0) {
                throw new AssertionError(name + ": message " + id + " was shown, the last one is " + last);
            }
        }
        read(client, all ? 0 : checked, last);
        checked = last;
        if (all) {
            checkForDoubles(last);
        }
    }

    private synchronized void read(FrameClient client, long after, long last) throws IOException {
        for (long id = after; id < last; ) {
            client.send("since<" + name + "," + epoch + "," + id + "," + ROWS + ">");
            long count = Frame.await(client, "history").number(0);
            if (count == 0) {
                throw new AssertionError(name + ": nothing behind " + id + " of " + last);
            }
            for (int at = 0; at < count; at++) {
                Frame message = Frame.of(client.frame());
                id++;
                if (message.number(1) != id) {
                    throw new AssertionError(name + ": " + message + " in the place of " + id);
                }
                show(message);
            }
        }
    }

    private synchronized void checkForDoubles(long last) {
        Map<Integer, BitSet> said = new HashMap<>();
        for (int id = 1; id <= last; id++) {
            BitSet its = said.computeIfAbsent(Words.user(shown[id]), user -> new BitSet());
            int number = Words.number(shown[id]);
            if (its.get(number)) {
                throw new AssertionError(name + ": " + Words.text(shown[id]) + " is there twice, once as " + id);
            }
            its.set(number);
        }
    }

    synchronized long messages() {
        return checked;
    }
}
