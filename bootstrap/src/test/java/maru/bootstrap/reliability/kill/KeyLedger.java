package maru.bootstrap.reliability.kill;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import maru.bootstrap.testing.FrameClient;

/**
 * What one client has written to the keys that are its own, request by request. After a kill the keys have to be what
 * they were behind one of its requests: behind the last answered one, or the last that anybody saw the effect of, or a
 * later one; and all of them behind the same one.
 */
final class KeyLedger {
    private static final int KEYS = 2_000;
    private static final int FEW_KEYS = 100;
    private static final int LONGEST_VALUE = 250;
    private static final int LONG_SECONDS = 3_600;
    private static final int TOGETHER = 500;

    private record Sent(long number, String key, KeyState after, String reply) {}

    private final int writer;
    private final Random random;
    private final Map<String, KeyState> answered = new HashMap<>();
    private final Map<String, KeyState> sent = new HashMap<>();
    private final ArrayDeque<Sent> waiting = new ArrayDeque<>();
    private final AtomicLong seen = new AtomicLong();
    private final String padding = "x".repeat(LONGEST_VALUE);
    private long number;

    KeyLedger(int writer, long seed) {
        this.writer = writer;
        this.random = new Random(seed);
    }

    /** All of its keys that are put begin so. */
    String prefix() {
        return "w" + writer + ".";
    }

    String anyKey(Random anybody) {
        return prefix() + anybody.nextInt(KEYS);
    }

    /** Somebody else was shown this value: what wrote it is done for good. */
    void sawValue(String value) {
        long saw = Long.parseLong(value.substring(0, value.indexOf(':')));
        seen.accumulateAndGet(saw, Math::max);
    }

    int waiting() {
        return waiting.size();
    }

    /** A {@code put}, or now and then a {@code put-for}. */
    void put(StringBuilder out) {
        String key = prefix() + random.nextInt(KEYS);
        int kind = random.nextInt(20);
        if (kind == 0) {
            putFor(out, "e" + writer + "." + random.nextInt(FEW_KEYS), 1);
        } else if (kind == 1) {
            putFor(out, key, LONG_SECONDS);
        } else {
            String value = newValue();
            out.append("put<").append(key).append(',').append(value).append('>');
            send(key, state(key).then(value, 0), "ok<>");
        }
    }

    private void putFor(StringBuilder out, String key, int seconds) {
        String value = newValue();
        out.append("put-for<").append(key).append(',').append(seconds).append(',');
        out.append(value).append('>');
        send(key, state(key).then(value, System.currentTimeMillis() + seconds * 1_000L), "ok<>");
    }

    /** Something else that writes. */
    void change(StringBuilder out) {
        switch (random.nextInt(3)) {
            case 0 -> delete(out);
            case 1 -> add(out);
            default -> compareAndSet(out);
        }
    }

    private void delete(StringBuilder out) {
        String key = prefix() + random.nextInt(KEYS);
        KeyState before = state(key);
        out.append("del<").append(key).append('>');
        send(key, before.then(null, 0), before.value() == null ? "none<>" : "ok<>");
    }

    private void add(StringBuilder out) {
        String key = "c" + writer + "." + random.nextInt(FEW_KEYS);
        String before = state(key).value();
        long sum = 1 + (before == null ? 0 : Long.parseLong(before));
        out.append("add<").append(key).append(",1>");
        send(key, state(key).then(Long.toString(sum), 0), "value<" + sum + ">");
    }

    /** One at a time of a key: the next one needs the version that the reply brings. */
    private void compareAndSet(StringBuilder out) {
        String key = "x" + writer + "." + random.nextInt(FEW_KEYS);
        KeyState before = state(key);
        if (before.value() != null && before.version() == 0) {
            add(out);
            return;
        }
        String value = newValue();
        out.append("cas<").append(key).append(',').append(before.version()).append(',');
        out.append(value).append('>');
        send(key, before.then(value, 0), "ok<");
    }

    private String newValue() {
        return number + 1 + ":" + padding.substring(random.nextInt(LONGEST_VALUE));
    }

    private KeyState state(String key) {
        return sent.getOrDefault(key, KeyState.ABSENT);
    }

    private void send(String key, KeyState after, String reply) {
        number++;
        sent.put(key, after);
        waiting.add(new Sent(number, key, after, reply));
    }

    /** The reply to the oldest request that waits for one. */
    void answer(String reply) {
        Sent request = waiting.remove();
        KeyState after = request.after;
        if (request.reply.equals("ok<") && reply.startsWith("ok<")) {
            after = after.shown(Long.parseLong(reply.substring(3, reply.length() - 1)));
            sent.put(request.key, after);
        } else if (!reply.equals(request.reply)) {
            throw new AssertionError(reply + " to " + request);
        }
        answered.put(request.key, after);
    }

    /** Finds out behind which request the server is, and goes on from there. */
    void settle(FrameClient client) throws IOException {
        Map<String, KeyState.Found> found = find(client);
        Map<String, String> wrong = new TreeMap<>();
        found.forEach((key, its) -> compare(key, its, wrong));
        while (!wrong.isEmpty() || isToBeDone()) {
            Sent request = waiting.poll();
            if (request == null) {
                throw new AssertionError("writer " + writer + ", up to " + number + ", seen " + seen + ": " + wrong);
            }
            answered.put(request.key, request.after);
            compare(request.key, found.get(request.key), wrong);
        }
        waiting.clear();
        answered.replaceAll((key, state) -> found.get(key).adopted(state));
        sent.clear();
        sent.putAll(answered);
    }

    private boolean isToBeDone() {
        return !waiting.isEmpty() && waiting.peek().number <= seen.get();
    }

    private void compare(String key, KeyState.Found found, Map<String, String> wrong) {
        KeyState expected = answered.getOrDefault(key, KeyState.ABSENT);
        if (expected.matches(found)) {
            wrong.remove(key);
        } else {
            wrong.put(key, expected + " is " + found);
        }
    }

    private Map<String, KeyState.Found> find(FrameClient client) throws IOException {
        Map<String, KeyState.Found> found = new HashMap<>();
        String[] keys = sent.keySet().toArray(String[]::new);
        for (int from = 0; from < keys.length; from += TOGETHER) {
            int to = Math.min(keys.length, from + TOGETHER);
            long askedAt = System.currentTimeMillis();
            StringBuilder questions = new StringBuilder();
            for (int at = from; at < to; at++) {
                questions.append("entry<").append(keys[at]).append('>');
            }
            client.send(questions.toString());
            for (int at = from; at < to; at++) {
                found.put(keys[at], found(client.frame(), askedAt));
            }
        }
        return found;
    }

    private static KeyState.Found found(String reply, long askedAt) {
        long now = System.currentTimeMillis();
        if (reply.equals("none<>")) {
            return new KeyState.Found(null, 0, 0, askedAt, now);
        }
        String[] fields = reply.substring("entry<".length(), reply.length() - 1).split(",", 3);
        return new KeyState.Found(fields[2], Long.parseLong(fields[0]), Long.parseLong(fields[1]), askedAt, now);
    }
}
