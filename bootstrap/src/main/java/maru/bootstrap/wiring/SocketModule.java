package maru.bootstrap.wiring;

import dagger.Binds;
import dagger.Module;
import dagger.Provides;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.inject.Provider;
import javax.inject.Singleton;
import maru.adapter.socket.controller.AccountController;
import maru.adapter.socket.controller.ChatController;
import maru.adapter.socket.controller.CommandTable;
import maru.adapter.socket.controller.ConnectionController;
import maru.adapter.socket.controller.KeyValueController;
import maru.adapter.socket.controller.PresenceController;
import maru.adapter.socket.dialect.LineDialect;
import maru.adapter.socket.server.EventLoops;
import maru.adapter.socket.server.SocketOptions;
import maru.adapter.socket.server.SocketServer;
import maru.adapter.socket.tls.Tls;
import maru.adapter.socket.tls.TlsException;
import maru.adapter.socket.tls.TlsOptions;
import maru.adapter.socket.watch.WatchAudience;
import maru.application.limits.Limits;
import maru.application.port.in.AccountUseCase;
import maru.application.port.in.AdmissionUseCase;
import maru.application.port.in.ChatUseCase;
import maru.application.port.in.KeyValueUseCase;
import maru.application.port.in.PresenceUseCase;
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
                options.roomHold(),
                options.maxFrameBytes(),
                options.maxPendingBytes(),
                options.maxClients(),
                options.requireLogin(),
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
    static EventLoops eventLoops(SocketOptions options, TimeSource time, Consumer<Throwable> fatal) {
        return new EventLoops(options.transport(), options.loops(), options.roomHold(), time, fatal);
    }

    @Provides
    @Singleton
    static SocketServer server(
            SocketOptions options,
            EventLoops eventLoops,
            KeyValueUseCase keyValues,
            AccountUseCase accounts,
            AdmissionUseCase admission,
            Provider<SocketServer.Commands> commands,
            WatchAudience watchers,
            Optional<Tls> tls,
            Limits limits,
            TimeSource time,
            Consumer<Throwable> fatal) {
        return new SocketServer(
                options,
                eventLoops,
                keyValues,
                accounts,
                admission,
                commands::get,
                watchers,
                tls.orElse(null),
                limits,
                time,
                fatal);
    }

    /**
     * Reads the certificate, where there is one.
     *
     * @throws StartException if that can't be done
     */
    @Provides
    @Singleton
    static Optional<Tls> tls(MaruOptions settings, SocketOptions options) {
        TlsOptions offered = settings.tls();
        if (offered == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Tls.load(offered, Math.max(1, options.loops() / 2), Clock.systemUTC()));
        } catch (TlsException e) {
            throw new StartException(e);
        }
    }

    /** For one event loop: to serve a command is to be in this list. */
    @Provides
    static SocketServer.Commands commands(
            SocketOptions options,
            KeyValueUseCase keyValues,
            ChatUseCase chat,
            AccountUseCase accounts,
            PresenceUseCase presence) {
        CommandTable frames = new CommandTable(
                options.maxFrameBytes(),
                options.requireLogin(),
                List.of(
                        new ConnectionController(
                                options.serverName(),
                                options.maxFrameBytes(),
                                options.heartbeat().toSeconds()),
                        new KeyValueController(keyValues),
                        new AccountController(accounts),
                        new ChatController(chat),
                        new PresenceController(presence)));
        return new SocketServer.Commands(frames, LineDialect.by(accounts, chat));
    }
}
