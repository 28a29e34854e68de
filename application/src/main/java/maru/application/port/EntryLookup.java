package maru.application.port;

import maru.domain.kv.Entry;
import maru.domain.kv.EntryBytes;

/**
 * The reply to a plain {@code get}, which only wants the value: an ordinary entry may be handed over as its bare
 * {@link EntryBytes}, without an {@link Entry} around them.
 */
public interface EntryLookup extends Lookup<Entry> {
    /** As {@link #done(Object)}, with the bytes of an {@linkplain Entry#isOrdinary ordinary} entry. */
    void ordinary(byte[] entry);
}
