package maru.adapter.socket.controller;

import static maru.adapter.socket.controller.Field.number;

import java.util.List;
import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.session.CloseReason;
import maru.adapter.socket.session.Replies;
import maru.adapter.socket.session.Session;
import maru.domain.Refusal;

/** What a client says about the connection itself. */
public final class ConnectionController extends Controller {
    /** The version of the protocol. */
    private static final int VERSION = 1;

    private static final byte[] HELLO = FrameWriter.name("hello");
    private static final byte[] PONG = FrameWriter.name("pong");

    private final String server;
    private final int maxFrameBytes;
    private final long heartbeatSeconds;

    /**
     * Serves one loop.
     *
     * @param server name and version, as {@code hello} tells them
     */
    public ConnectionController(String server, int maxFrameBytes, long heartbeatSeconds) {
        this.server = server;
        this.maxFrameBytes = maxFrameBytes;
        this.heartbeatSeconds = heartbeatSeconds;
    }

    @Override
    List<Command> commands() {
        return List.of(
                Command.of(
                        "hello",
                        "hello<1>",
                        "protocol version, server, frame limit in bytes and heartbeat in seconds",
                        this::hello,
                        number("version")),
                Command.of("ping", "ping<>", "answered with pong<>", this::ping).forAnybody(),
                Command.of("pong", "pong<>", "answers the server's ping<>; gets no reply", this::pong)
                        .forAnybody()
                        .unlisted(),
                Command.of("quit", "quit<>", "ends the connection", this::quit).forAnybody());
    }

    private void hello(Session session, Request request) {
        FrameWriter out = session.outbox().writer();
        if (request.number(0) == VERSION) {
            out.open(HELLO)
                    .field(VERSION)
                    .field(server)
                    .field(maxFrameBytes)
                    .field(heartbeatSeconds)
                    .close();
        } else {
            Replies.error(out, Refusal.badArguments("this server speaks version 1 of the protocol: hello<1>"));
        }
    }

    private void ping(Session session, Request request) {
        session.outbox().writer().open(PONG).close();
    }

    private void pong(Session session, Request request) {
        // that anything came is all that counts
    }

    private void quit(Session session, Request request) {
        session.endAfterReplies(CloseReason.QUIT);
    }
}
