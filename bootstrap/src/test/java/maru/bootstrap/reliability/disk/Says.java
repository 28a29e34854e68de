package maru.bootstrap.reliability.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;

/** Says numbers in a room of its own, and knows what its history may have. */
final class Says {
    private static final int ROWS = 1_000;
    private static final int OLD = 600;

    private final String room;
    private final String padding;
    private final Answers answers = new Answers();
    private final Map<Long, String> heard = new ConcurrentHashMap<>();
    private final Map<Long, String> sent = new ConcurrentHashMap<>();
    private int next = 1;

    /** @param textBytes of each text, about */
    Says(String room, int textBytes) {
        this.room = room;
        this.padding = "-".repeat(textBytes);
    }

    Answers answers() {
        return answers;
    }

    /** A member that says so many a second. */
    Callable<Void> speaker(int port, Load load, int perSecond) {
        return () -> {
            Pace pace = new Pace(perSecond);
            try (FrameClient client = member(port, "speaker")) {
                while (!load.isEnding()) {
                    say(client, pace.next());
                }
            }
            return null;
        };
    }

    /** Enters the room. */
    FrameClient member(int port, String role) throws IOException {
        FrameClient client = new FrameClient(port).send("login<" + room + role + ">join<" + room + ">");
        Frame.await(client, "joined");
        return client;
    }

    /** Says so many numbers without waiting in between, and waits for all answers. */
    void say(FrameClient client, int count) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int number = next; number < next + count; number++) {
            requests.append("say<")
                    .append(room)
                    .append(',')
                    .append(text(number))
                    .append('>');
        }
        client.send(requests.toString());
        for (int end = next + count; next < end; ) {
            Frame frame = Frame.of(client.frame());
            if (frame.isNamed("message")) {
                hear(frame);
            } else if (frame.isNamed("sent") || frame.isNamed("error")) {
                answers.add(next, frame);
                if (frame.isNamed("sent")) {
                    assertNull(sent.put(frame.number(0), text(next)));
                }
                next++;
            }
        }
    }

    /** Says so much that the first of it is in the file, and not in memory. */
    void fillHistory(int port) throws IOException {
        try (FrameClient client = member(port, "filler")) {
            say(client, OLD);
        }
    }

    private void hear(Frame message) {
        String before = heard.put(message.number(1), message.text(4));
        assertTrue(before == null || before.equals(message.text(4)), () -> message + " was " + before);
    }

    /** A member that listens, and hears ids without a gap. */
    Callable<Void> listener(int port, Load load) {
        return () -> {
            try (FrameClient client = member(port, "listener")) {
                long last = 0;
                while (!load.isEnding()) {
                    for (Frame frame = Frame.of(client.send("ping<>").frame());
                            !frame.isNamed("pong");
                            frame = Frame.of(client.frame())) {
                        if (frame.isNamed("message")) {
                            hear(frame);
                            assertTrue(last == 0 || frame.number(1) == last + 1, "heard " + frame + " behind " + last);
                            last = frame.number(1);
                        }
                    }
                    load.goOn(20);
                }
            }
            return null;
        };
    }

    /** A member that asks for what was said first, which memory may have no more, so many times a second. */
    Callable<Void> reader(int port, Load load, int perSecond, Answers asked) {
        return () -> {
            Pace pace = new Pace(perSecond);
            int number = 0;
            try (FrameClient client = member(port, "reader")) {
                while (!load.isEnding()) {
                    pace.next();
                    client.send("history<" + room + ",3,4>ping<>");
                    Frame frame = Frame.of(client.frame());
                    for (; !frame.isNamed("pong"); frame = Frame.of(client.frame())) {
                        if (frame.isNamed("history") || frame.isNamed("error")) {
                            asked.add(number++, frame);
                        }
                    }
                }
            }
            return null;
        };
    }

    /** When everybody has ended: the history has all that was answered or heard, nothing that was refused, all once. */
    void check(int port) throws IOException {
        List<String> history = history(port);
        heard.forEach((id, text) -> assertEquals(text, history.get((int) (id - 1))));
        sent.forEach((id, text) -> assertEquals(text, history.get((int) (id - 1))));
        Set<String> once = new HashSet<>();
        for (String text : history) {
            assertTrue(once.add(text), text + " is there twice");
            int number = Integer.parseInt(text.split("-", -1)[0]);
            assertTrue(answers.isPossible(number), number + " was refused, and is there");
        }
    }

    private List<String> history(int port) throws IOException {
        List<String> history = new ArrayList<>();
        try (FrameClient client = new FrameClient(port).send("login<" + room + "historian>join<" + room + ">")) {
            Frame joined = Frame.await(client, "joined");
            while (history.size() < joined.number(3)) {
                client.send("since<" + room + "," + joined.text(2) + "," + history.size() + "," + ROWS + ">");
                for (long left = Frame.await(client, "history").number(0); left > 0; left--) {
                    Frame message = Frame.await(client, "message");
                    assertEquals(history.size() + 1L, message.number(1));
                    history.add(message.text(4));
                }
            }
            Frame.await(client.send("quit<>"), "bye");
        }
        return history;
    }

    private String text(int number) {
        return number + padding;
    }
}
