package maru.domain.kv;

/**
 * A key that stands in somebody else's buffer, with its hash, so that a look-up makes no object. As {@link ByteView}:
 * never stored, for one thread. Whoever lays it over bytes has checked their number ({@link Key#refusal}).
 */
public final class KeyView extends ByteView {
    private int hash;

    @Override
    public void set(byte[] bytes, int from, int to) {
        super.set(bytes, from, to);
        hash = KeyHash.of(bytes, from, to);
    }

    /** Lays the view over a key. */
    public KeyView set(Key key) {
        set(key.bytes(), 0, key.bytes().length);
        return this;
    }

    /** {@link KeyHash#of} of the bytes. */
    public int hash() {
        return hash;
    }

    public Key toKey() {
        return Key.of(toByteArray());
    }
}
