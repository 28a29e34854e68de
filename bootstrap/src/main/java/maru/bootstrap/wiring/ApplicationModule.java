package maru.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import java.util.List;
import javax.inject.Singleton;
import maru.adapter.persistence.Store;
import maru.adapter.socket.server.SocketServer;
import maru.application.admission.Admission;
import maru.application.chat.Rooms;
import maru.application.keyvalue.KeyValueService;
import maru.application.limits.Limits;
import maru.application.operations.OperationsService;
import maru.application.port.in.KeyValueUseCase;
import maru.application.port.in.OperationsUseCase;
import maru.application.port.out.EntryRepository;
import maru.application.port.out.TimeSource;
import maru.application.port.out.Watchers;
import maru.application.users.Users;
import maru.bootstrap.commandline.LimitOptions;
import maru.bootstrap.commandline.MaruOptions;

/** The inside. */
@Module
interface ApplicationModule {
    @Provides
    @Singleton
    static KeyValueUseCase keyValues(EntryRepository entries, Watchers watchers, Limits limits) {
        return new KeyValueService(entries, watchers, limits);
    }

    @Provides
    @Singleton
    static Limits limits(MaruOptions options, TimeSource time) {
        LimitOptions limits = options.limits();
        return new Limits(limits.counts(), limits.rates(), limits.dryRun(), time, new LoggedLimits());
    }

    @Provides
    @Singleton
    static OperationsUseCase operations(
            SocketServer server, Store store, Rooms rooms, Users users, Limits limits, Admission admission) {
        return new OperationsService(
                server.clients(), List.of(server, store.statistics(), rooms, users, limits, admission), store.backup());
    }
}
