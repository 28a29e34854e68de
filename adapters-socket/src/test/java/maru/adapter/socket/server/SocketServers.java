package maru.adapter.socket.server;

import java.time.Duration;
import java.util.List;
import maru.adapter.socket.controller.CommandTable;
import maru.adapter.socket.controller.ConnectionController;
import maru.adapter.socket.controller.KeyValueController;
import maru.adapter.socket.dialect.LineDialect;
import maru.adapter.socket.tls.Tls;
import maru.adapter.socket.watch.WatchAudience;
import maru.application.keyvalue.KeyValueService;
import maru.application.limits.Limits;
import maru.application.port.in.AdmissionUseCase;
import maru.application.testing.SettableTime;
import org.jspecify.annotations.Nullable;

/** Servers of keys and values on 127.0.0.1, with two event loops. */
final class SocketServers {
    static final int MAX_FRAME_BYTES = 65_536;

    private SocketServers() {}

    static SocketServer create(
            Transport transport,
            int port,
            int maxClients,
            InMemoryEntries entries,
            RecordingTalk talk,
            AdmissionUseCase admission,
            @Nullable Tls tls) {
        SettableTime time = new SettableTime();
        Limits limits = Limits.none(time);
        WatchAudience watchers = new WatchAudience();
        KeyValueService keyValues = new KeyValueService(entries, watchers, limits);
        entries.announceTo(watchers);
        SocketOptions options = new SocketOptions(
                "127.0.0.1",
                port,
                transport,
                2,
                Duration.ofSeconds(30),
                Duration.ZERO,
                MAX_FRAME_BYTES,
                1 << 20,
                maxClients,
                false,
                "Maru/test");
        return new SocketServer(
                options,
                new EventLoops(transport, options.loops(), options.roomHold(), time, error -> {}),
                keyValues,
                talk,
                admission,
                () -> new SocketServer.Commands(
                        new CommandTable(
                                MAX_FRAME_BYTES,
                                List.of(
                                        new KeyValueController(keyValues),
                                        new ConnectionController(options.serverName(), MAX_FRAME_BYTES, 30))),
                        session -> new LineDialect(session, talk, talk)),
                watchers,
                tls,
                limits,
                time,
                error -> {});
    }
}
