package maru.domain.kv;

import java.util.Arrays;

/**
 * Bytes that stand in somebody else's buffer: {@code bytes[from, to)}. Valid only during the call that was given it,
 * never stored: the buffer is written over afterwards. For one thread.
 */
public class ByteView {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int from;
    private int to;
    private boolean plain;

    /** Lays this view over other bytes. */
    public void set(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        plain = false;
    }

    /** The same over bytes that are plain; see {@link #isPlain}. */
    public final void setPlain(byte[] bytes, int from, int to) {
        set(bytes, from, to);
        plain = true;
    }

    /**
     * Whether whoever laid the view knows that frames show these bytes as they are, without an escape. What needs one,
     * only frames know; the mark travels with the value, so that nobody looks at every byte again to show it.
     */
    public final boolean isPlain() {
        return plain;
    }

    public final byte[] bytes() {
        return bytes;
    }

    public final int from() {
        return from;
    }

    public final int to() {
        return to;
    }

    public final int length() {
        return to - from;
    }

    /** A copy that may be kept. */
    public final byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
