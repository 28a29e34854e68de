package maru.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import javax.inject.Singleton;
import maru.adapter.persistence.SqliteOptions;
import maru.adapter.persistence.Store;
import maru.adapter.persistence.StoreException;
import maru.adapter.persistence.Stores;
import maru.application.limits.Limits;
import maru.application.port.out.AccountRepository;
import maru.application.port.out.EntryRepository;
import maru.application.port.out.LastSeenRepository;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.NoticeRepository;
import maru.application.port.out.SanctionRepository;
import maru.application.port.out.TimeSource;
import maru.application.port.out.WhisperRepository;
import maru.bootstrap.commandline.MaruOptions;

/** The way down. */
@Module
interface StoreModule {
    /**
     * Opens the store.
     *
     * @throws StartException if that can't be done
     */
    @Provides
    @Singleton
    static Store store(MaruOptions options, TimeSource time, Limits limits) {
        return switch (options.store()) {
            case MEM -> Stores.memory(time, options.maxStoreBytes(), options.history(), historyBytes(), limits);
            case RDB -> sqlite(options, time, limits);
        };
    }

    @Provides
    static EntryRepository entries(Store store) {
        return store.entries();
    }

    @Provides
    static MessageRepository messages(Store store) {
        return store.messages();
    }

    @Provides
    static AccountRepository accounts(Store store) {
        return store.accounts();
    }

    @Provides
    static WhisperRepository whispers(Store store) {
        return store.whispers();
    }

    @Provides
    static NoticeRepository notices(Store store) {
        return store.notices();
    }

    @Provides
    static SanctionRepository sanctions(Store store) {
        return store.sanctions();
    }

    @Provides
    static LastSeenRepository lastSeen(Store store) {
        return store.lastSeen();
    }

    /** An eighth of the heap, beside {@code --max-store}. */
    private static long historyBytes() {
        return Runtime.getRuntime().maxMemory() / 8;
    }

    /** Half as much where the journal and what waits for it are in memory as well. */
    private static long recentBytes() {
        return historyBytes() / 2;
    }

    private static Store sqlite(MaruOptions options, TimeSource time, Limits limits) {
        SqliteOptions sqlite =
                new SqliteOptions(options.database(), options.durability(), options.maxStoreBytes(), recentBytes());
        SqliteLibrary library = SqliteLibrary.unpackable();
        try {
            return Stores.sqlite(sqlite, time, limits);
        } catch (StoreException e) {
            throw new StartException(e);
        } finally {
            library.delete();
        }
    }
}
