package maru.bootstrap.testing;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What the members of one room of a server were answered and heard until it was killed, to be held against its history. */
public final class TalkRecord {
    /** Everybody's. */
    public static final String PASSWORD = "correct horse";

    private static final String ROOM = "dev";
    /** So many are said without waiting. */
    public static final int DEPTH = 32;

    private static final int ROWS = 1_000;

    private final Map<Long, String> answered = new ConcurrentHashMap<>();
    private final Map<Long, String> heard = new ConcurrentHashMap<>();

    /** Texts without an answer, which are their own keys, of each user. */
    private final Map<String, Queue<String>> unanswered = new ConcurrentHashMap<>();

    private volatile Semaphore answers = new Semaphore(0);
    private volatile boolean ending;
    private @Nullable String epoch;

    /** Logs in a registered user. */
    public static FrameClient login(ServerProcess server, String name) throws IOException {
        FrameClient client = server.connect().send("login<" + name + "," + PASSWORD + ">");
        Frame.await(client, "welcome");
        return client;
    }

    /** The server serves from now on. */
    public void begin() {
        ending = false;
        answers = new Semaphore(0);
    }

    /** The server is about to be killed. */
    public void end() {
        ending = true;
    }

    public void awaitAnswers(int count, int seconds) throws InterruptedException {
        if (!answers.tryAcquire(count, seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("no " + count + " answers within " + seconds + " s");
        }
    }

    /** Writes down what a guest hears until the server is gone. */
    public @Nullable Void listen(ServerProcess server, String name) throws IOException {
        try (FrameClient client = server.connect().send("login<" + name + ">join<" + ROOM + ">")) {
            while (true) {
                hear(Frame.of(client.frame()));
            }
        } catch (IOException e) {
            return expected(e);
        }
    }

    /** Says things, {@value #DEPTH} at a time, until the server is gone. */
    public @Nullable Void speak(ServerProcess server, String name, String mark) throws IOException {
        return speak(server, name, mark, 0);
    }

    /** As above, with so much time from the first of one lot to the first of the next at least. */
    public @Nullable Void speak(ServerProcess server, String name, String mark, long nanosOfLot) throws IOException {
        long next = System.nanoTime();
        Queue<String> waiting = unanswered.computeIfAbsent(name, user -> new ArrayDeque<>());
        try (FrameClient client = login(server, name).send("join<" + ROOM + ">")) {
            for (int number = 0; ; number++) {
                waiting.add(mark + number);
                client.send(sayOnce(mark + number));
                if (waiting.size() == DEPTH) {
                    awaitAnswers(client, waiting);
                    next += nanosOfLot;
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            }
        } catch (IOException e) {
            return expected(e);
        }
    }

    private @Nullable Void expected(IOException e) throws IOException {
        if (!ending) {
            throw e;
        }
        return null;
    }

    private void awaitAnswers(FrameClient client, Queue<String> waiting) throws IOException {
        while (!waiting.isEmpty()) {
            Frame frame = Frame.of(client.frame());
            if (frame.isNamed("sent")) {
                String before = answered.put(frame.number(0), waiting.remove());
                check(before == null, frame + " was " + before);
                answers.release();
            } else {
                hear(frame);
            }
        }
    }

    /** What somebody else heard, by id: as {@code from: text}. */
    public void addHeard(Map<Long, String> messages) {
        heard.putAll(messages);
    }

    /** Whether the server may be gone. */
    public boolean isEnding() {
        return ending;
    }

    private void hear(Frame frame) {
        if (frame.isNamed("message")) {
            String before = heard.put(frame.number(1), shown(frame));
            check(before == null || before.equals(shown(frame)), frame + " was " + before);
        }
        check(!frame.isNamed("error") && !frame.isNamed("bye"), frame.toString());
    }

    private static String sayOnce(String text) {
        return "say-once<" + ROOM + "," + text + "," + text + ">";
    }

    private static String shown(Frame message) {
        return message.text(3) + ": " + message.text(4);
    }

    /** A user says what it has no answer for, with the same keys. */
    public void sayAgain(ServerProcess server, String name) throws IOException {
        Queue<String> waiting = unanswered.getOrDefault(name, new ArrayDeque<>());
        try (FrameClient client = login(server, name).send("join<" + ROOM + ">")) {
            Frame.await(client, "joined");
            for (String text : waiting) {
                client.send(sayOnce(text));
            }
            awaitAnswers(client, waiting);
            Frame.await(client.send("quit<>"), "bye");
        }
    }

    /** Holds all that was written down against the history that the server has now. */
    public void check(FrameClient client) throws IOException {
        Frame joined = Frame.await(client.send("join<" + ROOM + ">"), "joined");
        check(epoch == null || epoch.equals(joined.text(2)), joined + " was of " + epoch);
        epoch = joined.text(2);
        List<String> history = history(client, joined.number(3));
        Set<String> texts = new HashSet<>();
        for (String message : history) {
            check(texts.add(message), message + " is there twice");
        }
        answered.forEach((id, text) -> {
            String kept = at(history, id);
            check(kept.endsWith(": " + text), id + " was answered for " + text + " and is " + kept);
        });
        heard.forEach((id, text) -> check(at(history, id).equals(text), text + " was heard and is " + at(history, id)));
    }

    private static String at(List<String> history, long id) {
        return id <= history.size() ? history.get((int) id - 1) : "not there";
    }

    /** All from 1 on, without a gap. */
    private List<String> history(FrameClient client, long last) throws IOException {
        List<String> history = new ArrayList<>();
        while (history.size() < last) {
            client.send("since<" + ROOM + "," + epoch + "," + history.size() + "," + ROWS + ">");
            long count = Frame.await(client, "history").number(0);
            check(count > 0, "nothing behind " + history.size() + " of " + last);
            for (int at = 0; at < count; at++) {
                Frame message = Frame.of(client.frame());
                check(message.number(1) == history.size() + 1, message + " behind " + history.size());
                history.add(shown(message));
            }
        }
        return history;
    }

    private static void check(boolean isRight, String what) {
        if (!isRight) {
            throw new AssertionError(what);
        }
    }
}
