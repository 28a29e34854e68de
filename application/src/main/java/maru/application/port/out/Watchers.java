package maru.application.port.out;

import maru.application.port.Caller;
import maru.domain.kv.Prefix;

/**
 * Who watches which keys. Each caller's watches are looked after on its own lane, where these methods are called; a
 * change that several of its watches cover reaches it once.
 */
public interface Watchers extends ChangeListener {
    /** From now on changes of these keys are handed to the caller's lane; they are shown from {@link Watch#begin} on. */
    Watch add(Caller caller, Prefix prefix);

    /** Whether the caller watches exactly this prefix, or has asked to. */
    boolean has(Caller caller, Prefix prefix);

    /** How many prefixes the caller watches, or has asked to. */
    int count(Caller caller);

    /** Ends the watch of exactly this prefix, if there is one. */
    void remove(Caller caller, Prefix prefix);

    /** Ends all watches of a caller that is gone. */
    void removeAll(Caller caller);

    /** One request for a watch. Exactly one of the two is called, on the caller's lane. */
    interface Watch {
        /** The caller is shown every change above this number, unless the watch was removed meanwhile. */
        void begin(long after);

        /** The request was refused: the watch ends, unless another request for the same prefix stands. */
        void cancel();
    }
}
