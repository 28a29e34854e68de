package maru.adapter.persistence.messages;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what many windows take of memory together. Where it is too much, the largest give up the older half of their
 * messages, so that who fills rooms without end takes the room from himself and not from the quiet ones.
 *
 * <p>Windows are in lists by the power of two that they have reached: to find one of the largest takes no search.
 */
public final class WindowBudget {
    private final LongSupplier maxBytes;
    private final @Nullable MessageWindow[] heads = new MessageWindow[Long.SIZE + 1];
    private long bytes;

    /** @param maxBytes is asked at each change */
    public WindowBudget(LongSupplier maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** What all windows take, reckoned. */
    public long bytes() {
        return bytes;
    }

    /**
     * Counts a window as it is now; 0 bytes of it: not at all any more.
     *
     * @return how many messages this and others had to give up
     */
    public int changed(MessageWindow window) {
        count(window);
        int dropped = 0;
        for (int list = heads.length - 1; bytes > maxBytes.getAsLong() && list > 0; ) {
            MessageWindow large = heads[list];
            if (large == null) {
                list--;
            } else {
                dropped += halve(large);
            }
        }
        return dropped;
    }

    private int halve(MessageWindow window) {
        int size = window.size();
        window.dropBefore(window.first() + (size + 1) / 2);
        count(window);
        return size - window.size();
    }

    private void count(MessageWindow window) {
        int from = list(window.counted);
        int to = list(window.bytes());
        bytes += window.bytes() - window.counted;
        window.counted = window.bytes();
        if (from != to) {
            take(window, from);
            add(window, to);
        }
    }

    /** The list of windows of so many bytes. Those of none are in no list. */
    private static int list(long bytes) {
        return Long.SIZE - Long.numberOfLeadingZeros(bytes);
    }

    private void take(MessageWindow window, int list) {
        if (list == 0) {
            return;
        }
        MessageWindow before = window.before;
        MessageWindow behind = window.behind;
        if (before == null) {
            heads[list] = behind;
        } else {
            before.behind = behind;
        }
        if (behind != null) {
            behind.before = before;
        }
        window.before = null;
        window.behind = null;
    }

    private void add(MessageWindow window, int list) {
        if (list == 0) {
            return;
        }
        MessageWindow head = heads[list];
        window.behind = head;
        if (head != null) {
            head.before = window;
        }
        heads[list] = window;
    }
}
