package maru.bootstrap.sessions;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import maru.bootstrap.testing.FrameClient;

/** A client in one room, which checks the order of all that it hears there. */
public final class RoomVisitor {
    private static final int LOOKS = 5;

    private final FrameClient client;
    private final RoomTranscript transcript;
    private final Map<String, Integer> saidBy = new HashMap<>();
    private boolean isIn;
    private long last;
    private long lastSent;
    private int said;

    /** Logs in. */
    public RoomVisitor(FrameClient client, String name, RoomTranscript transcript) throws IOException {
        this.client = client;
        this.transcript = transcript;
        client.send(Frame.of("login", name).toString());
        await("welcome");
        client.send("leave<general>");
        await("left");
    }

    /** Joins the room; the answer. */
    Frame join() throws IOException {
        client.send(request("join"));
        Frame joined = await("joined");
        last = Long.parseLong(joined.field(3));
        saidBy.clear();
        isIn = true;
        return joined;
    }

    /** Joins the room and stays. */
    public void enter() throws IOException {
        join();
    }

    /** Says so many things without waiting; each has a number. */
    public void say(int count) throws IOException {
        StringBuilder all = new StringBuilder();
        for (int left = count; left > 0; left--) {
            all.append(Frame.of("say", transcript.room(), ++said));
        }
        client.send(all.toString());
    }

    /** Reads until a message has come, and so many answers to what was said. */
    public void hear(long until, int answers) throws IOException {
        int left = answers;
        while (last < until || left > 0) {
            if (next().name().equals("sent")) {
                left--;
            }
        }
    }

    /** Joins, looks around, says something and leaves: hears all from the first to that, without a gap. */
    public void visit() throws IOException {
        join();
        for (int look = 0; look < LOOKS; look++) {
            client.send("ping<>");
            await("pong");
        }
        say(1);
        client.send(request("leave"));
        await("left");
        isIn = false;
        if (last < lastSent) {
            throw new AssertionError("left at " + last + ", but said " + lastSent + " before");
        }
    }

    private String request(String name) {
        return Frame.of(name, transcript.room()).toString();
    }

    private Frame await(String reply) throws IOException {
        Frame frame = next();
        while (!frame.name().equals(reply)) {
            frame = next();
        }
        return frame;
    }

    private Frame next() throws IOException {
        String raw = client.frame();
        Frame frame = Frame.parse(raw);
        switch (frame.name()) {
            case "message" -> heard(frame, raw);
            case "sent" -> sent(Long.parseLong(frame.field(0)));
            case "error", "bye" -> throw new AssertionError(raw);
            default -> {}
        }
        return frame;
    }

    private void heard(Frame message, String raw) {
        if (!message.field(0).equals(transcript.room())) {
            return;
        }
        long id = Long.parseLong(message.field(1));
        if (!isIn || id != last + 1) {
            throw new AssertionError("heard " + raw + " behind " + last + (isIn ? "" : ", not being in the room"));
        }
        last = id;
        int number = Integer.parseInt(message.field(4));
        Integer before = saidBy.put(message.field(3), number);
        if (before != null && number != before + 1) {
            throw new AssertionError("heard " + raw + " behind its sender's " + before);
        }
        transcript.heard(id, raw);
    }

    private void sent(long id) {
        if (id <= lastSent) {
            throw new AssertionError("sent " + id + " behind " + lastSent);
        }
        lastSent = id;
    }
}
