package maru.bootstrap.wiring;

import dagger.Binds;
import dagger.Module;
import dagger.Provides;
import java.util.List;
import java.util.function.Consumer;
import javax.inject.Singleton;
import maru.adapter.socket.controller.CommandTable;
import maru.adapter.socket.controller.ConnectionController;
import maru.adapter.socket.controller.KeyValueController;
import maru.adapter.socket.server.SocketOptions;
import maru.adapter.socket.server.SocketServer;
import maru.adapter.socket.watch.WatchAudience;
import maru.application.port.in.KeyValueUseCase;
import maru.application.port.out.TimeSource;
import maru.application.port.out.Watchers;
import maru.bootstrap.commandline.MaruOptions;
import maru.bootstrap.commandline.Version;

/** The way in. */
@Module
interface SocketModule {
    @Provides
    static SocketOptions options(MaruOptions options) {
        return new SocketOptions(
                options.listen().getAddress().getHostAddress(),
                options.listen().getPort(),
                options.transport(),
                Runtime.getRuntime().availableProcessors(),
                options.heartbeat(),
                options.maxFrameBytes(),
                options.maxPendingBytes(),
                options.maxClients(),
                "Maru " + Version.NUMBER);
    }

    @Provides
    @Singleton
    static WatchAudience audience() {
        return new WatchAudience();
    }

    @Binds
    Watchers watchers(WatchAudience audience);

    @Provides
    @Singleton
    static SocketServer server(
            SocketOptions options,
            KeyValueUseCase keyValues,
            WatchAudience watchers,
            TimeSource time,
            Consumer<Throwable> fatal) {
        return new SocketServer(options, keyValues, () -> commands(options, keyValues), watchers, time, fatal);
    }

    /** For one event loop: to serve a command is to be in this list. */
    private static CommandTable commands(SocketOptions options, KeyValueUseCase keyValues) {
        return new CommandTable(
                options.maxFrameBytes(),
                List.of(
                        new ConnectionController(
                                options.serverName(),
                                options.maxFrameBytes(),
                                options.heartbeat().toSeconds()),
                        new KeyValueController(keyValues)));
    }
}
