package maru.adapter.socket.controller;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import maru.adapter.socket.frame.FrameParser;
import maru.adapter.socket.session.Replies;
import maru.adapter.socket.session.Session;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.kv.KeyView;
import org.jspecify.annotations.Nullable;

/**
 * Every command there is, for one event loop: finds a frame's row by the number of its name and has it done. The
 * source of {@code help} too.
 */
public final class CommandTable {
    private static final int SLOTS = 256;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int SPREAD_SHIFT = Long.SIZE - 8;

    private static final Refusal LOGIN_REQUIRED = new Refusal(
            RefusalCode.LOGIN_REQUIRED, "this server serves those who are logged in, for example with login<alice>");

    private final long[] codes = new long[SLOTS];
    private final @Nullable Command[] commands = new @Nullable Command[SLOTS];
    private final Controller[] controllers; // an array: it is gone through for each batch of requests
    private final Request request;
    private final RequestBatch batch;

    /** The commands of these controllers, and {@code help}; each controller says who may use them. */
    public CommandTable(int maxFrameBytes, List<? extends Controller> controllers) {
        this(maxFrameBytes, false, controllers);
    }

    /**
     * The commands of these controllers, and {@code help}.
     *
     * @param maxFrameBytes the limit of frames; no value may need a longer one to be shown
     * @param requireLogin whether those who are not logged in can do nothing but log in
     */
    public CommandTable(int maxFrameBytes, boolean requireLogin, List<? extends Controller> controllers) {
        this.controllers = controllers.toArray(Controller[]::new);
        RoomNames roomNames = new RoomNames();
        request = new Request(maxFrameBytes, roomNames);
        batch = new RequestBatch(this, maxFrameBytes, roomNames);
        List<Command> all = new ArrayList<>();
        controllers.forEach(controller -> all.addAll(controller.commands()));
        all.addAll(new HelpController(all).commands());
        all.forEach(command -> add(requireLogin && !command.isForAnybody() ? guarded(command) : command));
    }

    private static Command guarded(Command command) {
        return command.doneBy((session, request) -> {
            if (session.user() == null) {
                Replies.error(session.outbox().writer(), LOGIN_REQUIRED);
            } else {
                command.handler().handle(session, request);
            }
        });
    }

    /** Has the parser's frame done, or says what is wrong with it. */
    public void execute(Session session, FrameParser frame) {
        Command command = find(frame.nameCode());
        if (command == null) {
            Replies.error(session.outbox().writer(), unknown(frame));
            return;
        }
        Refusal refusal = request.read(frame, command);
        if (refusal == null) {
            command.handler().handle(session, request);
        } else {
            frame.skipAnglesBehind();
            Replies.error(session.outbox().writer(), refusal);
        }
    }

    /** Reads the parser's frame without having it done; its command, or null where there is none. */
    @Nullable Command skip(FrameParser frame) {
        Command command = find(frame.nameCode());
        if (command != null && request.read(frame, command) != null) {
            frame.skipAnglesBehind();
        }
        return command;
    }

    /** Where this loop's requests are gathered. */
    public RequestBatch batch() {
        return batch;
    }

    void prepare(KeyView[] keys, int count) {
        for (Controller controller : controllers) {
            controller.prepare(keys, count);
        }
    }

    @Nullable Command find(long code) {
        int slot = slot(code);
        while (commands[slot] != null) {
            if (codes[slot] == code) {
                return commands[slot];
            }
            slot = (slot + 1) % SLOTS;
        }
        return null;
    }

    private void add(Command command) {
        long code = FrameParser.nameCode(command.name());
        int slot = slot(code);
        while (commands[slot] != null) {
            slot = (slot + 1) % SLOTS;
        }
        codes[slot] = code;
        commands[slot] = command;
    }

    private static int slot(long code) {
        return (int) ((code * SPREAD) >>> SPREAD_SHIFT);
    }

    Refusal unknown(FrameParser frame) {
        String name = new String(
                frame.bytes(), frame.nameStart(), frame.nameEnd() - frame.nameStart(), StandardCharsets.US_ASCII);
        return new Refusal(
                RefusalCode.UNKNOWN_COMMAND, "there is no command " + name + ", help<> lists those there are");
    }
}
