package maru.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import java.util.List;
import javax.inject.Singleton;
import maru.adapter.persistence.Store;
import maru.adapter.socket.server.SocketServer;
import maru.application.chat.Rooms;
import maru.application.keyvalue.KeyValueService;
import maru.application.operations.OperationsService;
import maru.application.port.in.KeyValueUseCase;
import maru.application.port.in.OperationsUseCase;
import maru.application.port.out.EntryRepository;
import maru.application.port.out.Watchers;
import maru.application.users.Users;

/** The inside. */
@Module
interface ApplicationModule {
    @Provides
    @Singleton
    static KeyValueUseCase keyValues(EntryRepository entries, Watchers watchers) {
        return new KeyValueService(entries, watchers);
    }

    @Provides
    @Singleton
    static OperationsUseCase operations(SocketServer server, Store store, Rooms rooms, Users users) {
        return new OperationsService(
                server.clients(), List.of(server, store.statistics(), rooms, users), store.backup());
    }
}
