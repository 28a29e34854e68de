package maru.bootstrap.sessions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import maru.bootstrap.testing.FrameClient;

/** One connection to the server. What is pushed between the replies goes to its streams. */
final class LiveClient {
    private static final Set<String> PUSHES =
            Set.of("message", "entered", "exited", "whisper", "online", "away", "changed", "removed");
    private static final Set<String> LISTS = Set.of("history", "who", "rooms", "keys", "watch");

    private final FrameClient socket;
    private final Streams streams;
    private final KeyPushes keys;
    private final Times times;

    LiveClient(int port, ModelClient model, Times times) throws IOException {
        this.socket = new FrameClient(port);
        this.streams = model.streams;
        this.keys = model.keys;
        this.times = times;
    }

    /** Sends a request and waits for its reply. */
    Answer ask(String raw) throws IOException {
        send(raw);
        return answer(raw);
    }

    void send(String raw) throws IOException {
        socket.send(raw);
    }

    /** Waits for the reply to a request. */
    Answer answer(String raw) throws IOException {
        Frame reply = nextReply();
        List<Frame> rows = new ArrayList<>();
        if (LISTS.contains(reply.name())) {
            for (int left = Integer.parseInt(reply.field(0)); left > 0; left--) {
                Frame row = Frame.parse(socket.frame());
                rows.add(row.name().equals("message") ? times.check(row) : row);
            }
        }
        mark(Frame.parse(raw), reply);
        return new Answer(reply, rows);
    }

    private Frame nextReply() throws IOException {
        Frame frame = Frame.parse(socket.frame());
        while (PUSHES.contains(frame.name())) {
            pushed(frame);
            frame = Frame.parse(socket.frame());
        }
        return frame;
    }

    /** A reply that has its place among the pushes of its room. */
    private void mark(Frame request, Frame reply) {
        switch (reply.name()) {
            case "welcome" -> streams.came(Streams.ofRoom("general"), "joined");
            case "joined", "left" -> streams.came(Streams.ofRoom(reply.field(0)), reply.name());
            case "who", "history" -> streams.came(Streams.ofRoom(request.field(0)), reply.name());
            default -> {}
        }
    }

    private void pushed(Frame frame) {
        switch (frame.name()) {
            case "message" ->
                streams.came(Streams.ofRoom(frame.field(0)), times.check(frame).toString());
            case "entered", "exited" -> streams.came(Streams.ofRoom(frame.field(0)), frame.toString());
            case "whisper" -> streams.came(Streams.WHISPERS, times.check(frame).toString());
            case "changed", "removed" -> keys.came(frame);
            case "online" -> streams.came(user(frame), frame.toString());
            default -> streams.came(user(frame), "away");
        }
    }

    private static String user(Frame frame) {
        return Streams.ofUser(Spelling.identityOf(frame.field(0)));
    }

    /**
     * Reads until all has come that should have, and finds that nothing else did.
     *
     * @param mayBeGone whether a key may have expired
     */
    void settle(Predicate<String> mayBeGone) throws IOException {
        compare(mayBeGone);
        while (streams.isMissingSomething() || keys.isMissingSomething()) {
            pushed(awaited());
            compare(mayBeGone);
        }
        Answer pong = ask("ping<>");
        if (!pong.reply().name().equals("pong")) {
            throw new AssertionError("ping<> was answered " + pong.reply());
        }
        compare(mayBeGone);
        if (!streams.surplus().isEmpty() || !keys.surplus().isEmpty()) {
            throw new AssertionError("nobody expected " + streams.surplus() + keys.surplus());
        }
    }

    private void compare(Predicate<String> mayBeGone) {
        streams.compare();
        keys.compare(mayBeGone);
    }

    private Frame awaited() throws IOException {
        try {
            Frame frame = Frame.parse(socket.frame());
            if (!PUSHES.contains(frame.name())) {
                throw new AssertionError("no push: " + frame);
            }
            return frame;
        } catch (IOException e) {
            throw new AssertionError(
                    "did not come: " + streams.missing() + keys.missing() + ", came: " + streams.surplus()
                            + keys.surplus(),
                    e);
        }
    }

    /** The next frame that tells of something else than keys: those may expire at any time. */
    Frame farewell() throws IOException {
        Frame frame = Frame.parse(socket.frame());
        while (frame.isNamed("removed")) {
            frame = Frame.parse(socket.frame());
        }
        return frame;
    }

    /** Waits for the server to close. */
    String rest() throws IOException {
        return socket.rest();
    }

    void close() throws IOException {
        socket.close();
    }
}
