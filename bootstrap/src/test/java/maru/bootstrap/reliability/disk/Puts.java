package maru.bootstrap.reliability.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.Callable;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;

/** Puts ever higher numbers to keys in turn, and knows what of each key may be found. */
final class Puts {
    private final String name;
    private final int keys;
    private final String padding;
    private final Answers answers = new Answers();

    @GuardedBy("this") private final BitSet shown = new BitSet();

    private int next = 1;

    /** @param valueBytes of each value, about */
    Puts(String name, int keys, int valueBytes) {
        this.name = name;
        this.keys = keys;
        this.padding = "-".repeat(valueBytes);
    }

    Answers answers() {
        return answers;
    }

    /** A client that puts so many a second. */
    Callable<Void> writer(int port, Load load, int perSecond) {
        return writer(port, load, new Pace(perSecond));
    }

    /** A client that puts portions at that pace. */
    Callable<Void> writer(int port, Load load, Pace pace) {
        return () -> {
            try (FrameClient client = new FrameClient(port)) {
                while (!load.isEnding()) {
                    put(client, pace.next());
                }
            }
            return null;
        };
    }

    /** Puts so many numbers without waiting in between, and waits for all answers. */
    void put(FrameClient client, int count) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int number = next; number < next + count; number++) {
            requests.append("put<")
                    .append(key(number))
                    .append(',')
                    .append(value(number))
                    .append('>');
        }
        client.send(requests.toString());
        for (int end = next + count; next < end; next++) {
            answers.add(next, Frame.of(client.frame()));
        }
    }

    /** A client that reads keys, so many a second. */
    Callable<Void> reader(int port, Load load, int perSecond) {
        return () -> {
            Pace pace = new Pace(perSecond);
            Random random = new Random(1);
            int[] newest = new int[keys];
            try (FrameClient client = new FrameClient(port)) {
                while (!load.isEnding()) {
                    for (int left = pace.next(); left > 0; left--) {
                        int key = random.nextInt(keys);
                        int number = read(client, key);
                        assertTrue(number >= newest[key], () -> key(key) + " went back to " + number);
                        newest[key] = number;
                    }
                }
            }
            return null;
        };
    }

    private int read(FrameClient client, int key) throws IOException {
        Frame reply = Frame.of(client.ask("get<" + key(key) + ">"));
        if (reply.isNamed("none")) {
            return 0;
        }
        int number = number(reply.text(0));
        assertEquals(value(number), reply.text(0));
        synchronized (this) {
            shown.set(number);
        }
        return number;
    }

    /** A client to whom all changes are pushed. */
    Callable<Void> watcher(int port, Load load) {
        return () -> {
            int[] newest = new int[keys];
            try (FrameClient client = new FrameClient(port).send("watch<" + name + ".>")) {
                while (!load.isEnding()) {
                    for (Frame push = Frame.of(client.send("ping<>").frame());
                            !push.isNamed("pong");
                            push = Frame.of(client.frame())) {
                        if (push.isNamed("changed")) {
                            int number = show(push);
                            assertTrue(number > newest[number % keys], () -> number + " came late or again");
                            newest[number % keys] = number;
                        }
                    }
                    load.goOn(20);
                }
            }
            return null;
        };
    }

    private synchronized int show(Frame changed) {
        int number = number(changed.text(2));
        shown.set(number);
        return number;
    }

    /** When everybody has ended: every key has what was answered last, or what nobody knew of behind it. */
    void check(int port) throws IOException {
        try (FrameClient client = new FrameClient(port)) {
            for (int key = 0; key < keys; key++) {
                int found = read(client, key);
                int stored = last(key);
                assertTrue(
                        found == stored || (found > stored && answers.isPossible(found)),
                        key(key) + " is " + found + ", the last that was answered is " + stored);
            }
        }
        checkShown();
    }

    private synchronized void checkShown() {
        shown.stream()
                .forEach(number -> assertTrue(answers.isPossible(number), number + " was shown, and not written"));
    }

    /** The last number of a key that was answered as done; 0: none. */
    private int last(int key) {
        for (int number = next - 1; number > 0; number--) {
            if (number % keys == key && answers.isDone(number)) {
                return number;
            }
        }
        return 0;
    }

    private String key(int number) {
        return name + '.' + number % keys;
    }

    private String value(int number) {
        return number + padding;
    }

    private static int number(String value) {
        int end = value.indexOf('-');
        return Integer.parseInt(end < 0 ? value : value.substring(0, end));
    }
}
