package maru.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import javax.inject.Singleton;
import maru.adapter.persistence.SqliteOptions;
import maru.adapter.persistence.Store;
import maru.adapter.persistence.StoreException;
import maru.adapter.persistence.Stores;
import maru.application.port.out.EntryRepository;
import maru.application.port.out.TimeSource;
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
    static Store store(MaruOptions options, TimeSource time) {
        return switch (options.store()) {
            case MEM -> Stores.memory(time, options.maxStoreBytes(), 1_000);
            case RDB -> sqlite(options, time);
        };
    }

    @Provides
    static EntryRepository entries(Store store) {
        return store.entries();
    }

    private static Store sqlite(MaruOptions options, TimeSource time) {
        SqliteOptions sqlite = new SqliteOptions(options.database(), options.durability(), options.maxStoreBytes());
        SqliteLibrary library = SqliteLibrary.unpackable();
        try {
            return Stores.sqlite(sqlite, time);
        } catch (StoreException e) {
            throw new StartException(e);
        } finally {
            library.delete();
        }
    }
}
