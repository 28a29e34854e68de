package maru.adapter.persistence;

import maru.adapter.persistence.memory.InMemoryStore;
import maru.adapter.persistence.sqlite.SqliteStore;
import maru.application.port.out.TimeSource;

/** Opens stores. */
public final class Stores {
    private Stores() {}

    /**
     * The store {@code mem}.
     *
     * @param maxStoreBytes how much memory the entries may take, reckoned; a write beyond that is refused
     * @param history how many messages are kept of each room, 1 or more
     * @param historyBytes how much memory the messages of all rooms may take, reckoned; beyond that the rooms that have
     *     most keep fewer
     */
    public static Store memory(TimeSource time, long maxStoreBytes, int history, long historyBytes) {
        return new InMemoryStore(time, maxStoreBytes, history, historyBytes);
    }

    /** The same with memory for all messages that rooms keep. */
    public static Store memory(TimeSource time, long maxStoreBytes, int history) {
        return memory(time, maxStoreBytes, history, Long.MAX_VALUE);
    }

    /**
     * The store {@code rdb}: opens its file and loads it.
     *
     * @throws StoreException if that can't be done
     */
    public static Store sqlite(SqliteOptions options, TimeSource time) throws StoreException {
        return SqliteStore.open(options, time);
    }
}
