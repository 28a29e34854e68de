package maru.application.port.out;

import maru.domain.kv.Entry;

/**
 * Is told of each change when it may be shown, the changes of one key in the order of their versions. Called by the
 * store, under its lock or on its thread: an implementation only hands over to lanes, and never calls back.
 */
public interface ChangeListener {
    /** Whether anybody wants to know just now. Cheap: asked for every change. */
    boolean isListening();

    /** A new state, or a removal ({@link Entry#isRemoved()}). */
    void changed(Entry change);
}
