package maru.bootstrap.reliability.kill;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;

/** Says things in a room, most of them with a key, and after a kill those that were not answered again. */
final class Sayer {
    private static final int MOST_TOGETHER = 64;

    private final int user;
    private final RoomLedger room;
    private final ArrayDeque<Long> waiting = new ArrayDeque<>();
    private int number;

    Sayer(int user, RoomLedger room) {
        this.user = user;
        this.room = room;
    }

    private FrameClient login(ServerProcess server) throws IOException {
        FrameClient client = server.connect().send("login<" + Words.sayer(user) + ">");
        Frame.await(client, "welcome");
        Frame.await(client.send("join<" + room.name() + ">"), "joined");
        return client;
    }

    /** Speaks until the server is gone. */
    void speak(ServerProcess server, double perSecond, LongAdder answers) throws IOException {
        try (FrameClient client = login(server)) {
            Pace pace = new Pace(perSecond, MOST_TOGETHER);
            while (true) {
                StringBuilder requests = new StringBuilder();
                for (int left = pace.next(); left > 0; left--) {
                    long words = Words.of(user, number++);
                    waiting.add(words);
                    say(requests, words);
                }
                client.send(requests.toString());
                awaitAnswers(client, answers);
            }
        }
    }

    private static boolean hasKey(long words) {
        return Words.number(words) % 4 != 0;
    }

    private void say(StringBuilder requests, long words) {
        requests.append(hasKey(words) ? "say-once<" : "say<")
                .append(room.name())
                .append(',');
        if (hasKey(words)) {
            requests.append('k').append(words).append(',');
        }
        requests.append(Words.text(words)).append('>');
    }

    private void awaitAnswers(FrameClient client, LongAdder answers) throws IOException {
        while (!waiting.isEmpty()) {
            Frame frame = Frame.of(client.frame());
            if (frame.isNamed("sent")) {
                room.show(frame.number(0), waiting.remove());
                answers.increment();
            } else if (frame.isNamed("message")) {
                room.show(frame);
            } else if (frame.isNamed("error") || frame.isNamed("bye")) {
                throw new AssertionError(frame + " to " + Words.text(waiting.element()));
            }
        }
    }

    /** What was said with a key and not answered is said again: where it was kept, the first id comes back. */
    void sayAgain(ServerProcess server) throws IOException {
        waiting.removeIf(words -> !hasKey(words));
        try (FrameClient client = login(server)) {
            StringBuilder requests = new StringBuilder();
            waiting.forEach(words -> say(requests, words));
            client.send(requests.toString());
            awaitAnswers(client, new LongAdder());
            Frame.await(client.send("quit<>"), "bye");
        }
    }
}
