package maru.adapter.persistence;

import maru.adapter.persistence.memory.InMemoryStore;
import maru.adapter.persistence.sqlite.SqliteStore;
import maru.application.limits.Limits;
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
     * @param limits how much each connection and user may have
     */
    public static Store memory(TimeSource time, long maxStoreBytes, int history, long historyBytes, Limits limits) {
        return new InMemoryStore(time, maxStoreBytes, history, historyBytes, limits);
    }

    /** The same without limits of connections and users. */
    public static Store memory(TimeSource time, long maxStoreBytes, int history, long historyBytes) {
        return memory(time, maxStoreBytes, history, historyBytes, Limits.none(time));
    }

    /** The same with memory for all messages that rooms keep. */
    public static Store memory(TimeSource time, long maxStoreBytes, int history) {
        return memory(time, maxStoreBytes, history, Long.MAX_VALUE);
    }

    /**
     * The store {@code rdb}: opens its file and loads it.
     *
     * @param limits how much each connection and user may have
     * @throws StoreException if that can't be done
     */
    public static Store sqlite(SqliteOptions options, TimeSource time, Limits limits) throws StoreException {
        return SqliteStore.open(options, time, limits);
    }

    /** The same without limits of connections and users. */
    public static Store sqlite(SqliteOptions options, TimeSource time) throws StoreException {
        return sqlite(options, time, Limits.none(time));
    }
}
