package maru.bootstrap.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A client as the protocol's page has it, which loses its connection now and then: it resumes, joins its room again and
 * asks for what came since. Pushes that come meanwhile and the rows of {@code since} may overlap, so it goes by ids, as
 * the page says; within the pushes of a connection, and within the rows, ids count up one by one. What it says itself
 * it says once, and again with the same key where a reply was lost.
 */
public final class ResumingClient {
    private static final int SAY_EVERY = 7;
    private static final int MOST_ROWS = 50;

    private int port;
    private final String name;
    private final String room;
    private final NavigableMap<Long, String> heard = new TreeMap<>();
    private final NavigableMap<Long, String> ahead = new TreeMap<>();
    private final List<Long> ownIds = new ArrayList<>();
    private @Nullable String token;
    private @Nullable String epoch;
    private long start;
    private long last;
    private long nextPush;
    private boolean asking;
    private long askedBehind;
    private boolean saying;
    private int sinceSaid;
    private int cuts;
    private @Nullable FrameClient standing;

    public ResumingClient(int port, String name, String room) {
        this.port = port;
        this.name = name;
        this.room = room;
    }

    /** Logs in and joins for the first time. */
    public void begin() throws IOException {
        begin("login<" + name + ">");
    }

    /** As {@link #begin()}, as one who registers: its token outlives the server. */
    public void beginRegistered(String password) throws IOException {
        begin("register<" + name + "," + password + ">");
    }

    private void begin(String entrance) throws IOException {
        try (FrameClient client = new FrameClient(port).send(entrance)) {
            token = Frame.await(client, "welcome").text(2);
            Frame joined = Frame.of(client.ask("join<" + room + ">"));
            epoch = joined.text(2);
            start = joined.number(3);
            last = start;
        }
    }

    /** The server was started anew, there. */
    public void moveTo(int newPort) throws IOException {
        port = newPort;
        if (standing != null) {
            standing.close();
            standing = null;
        }
    }

    /**
     * Lives until it has read so many bytes.
     *
     * @param abrupt whether the server is told that it is gone: else that connection stands until the next has come
     */
    public void live(int bytes, boolean abrupt) throws IOException {
        FrameClient client = resume();
        try {
            client.cutAfter(bytes);
            while (true) {
                handle(client, Frame.of(client.frame()));
            }
        } catch (CutException e) {
            cuts++;
            if (abrupt) {
                client.abort();
            } else {
                standing = client;
            }
        }
    }

    /** Comes once more and stays until it has heard all there is, and its last words were said. */
    public void finish() throws IOException {
        try (FrameClient client = resume()) {
            while (nextPush == 0) {
                handle(client, Frame.of(client.frame()));
            }
            long newest = nextPush - 1;
            while (last < newest || saying || asking) {
                handle(client, Frame.of(client.frame()));
                newest = ownIds.isEmpty() ? newest : Math.max(newest, ownIds.get(ownIds.size() - 1));
            }
        }
    }

    private FrameClient resume() throws IOException {
        ahead.clear();
        asking = false;
        nextPush = 0;
        FrameClient client = new FrameClient(port);
        client.send("resume<" + token + ">join<" + room + ">");
        askForMore(client);
        if (saying) {
            say(client); // again
        }
        return client;
    }

    private void askForMore(FrameClient client) throws IOException {
        asking = true;
        askedBehind = last;
        client.send("since<" + room + "," + epoch + "," + last + "," + MOST_ROWS + ">");
    }

    private void say(FrameClient client) throws IOException {
        saying = true;
        sinceSaid = 0;
        int number = ownIds.size();
        client.send("say-once<" + room + ",key-" + number + "," + ownText(number) + ">");
    }

    private static String ownText(int number) {
        return "own-" + number + ".";
    }

    private void handle(FrameClient client, Frame frame) throws IOException {
        switch (frame.name()) {
            case "welcome" -> welcomed(frame);
            case "joined" -> joined(frame);
            case "history" -> rows(client, (int) frame.number(0));
            case "message" -> pushed(client, frame);
            case "sent" -> sent(frame.number(0));
            case "error", "bye" -> throw new AssertionError(frame + " behind " + last);
            default -> {}
        }
    }

    private void welcomed(Frame welcome) throws IOException {
        token = welcome.text(2);
        if (standing != null) {
            standing.close();
            standing = null;
        }
    }

    private void joined(Frame joined) {
        check(joined.text(2).equals(epoch), joined, "epoch " + epoch);
        nextPush = joined.number(3) + 1;
    }

    private void rows(FrameClient client, int count) throws IOException {
        asking = false;
        long expected = askedBehind + 1; // pushes may have come in between
        for (int at = 0; at < count; at++) {
            Frame row = Frame.of(client.frame());
            check(row.number(1) == expected, row, "expected row " + expected);
            expected++;
            accept(row);
        }
        if (last < nextPush - 1) {
            askForMore(client);
        }
    }

    private void pushed(FrameClient client, Frame message) throws IOException {
        check(message.number(1) == nextPush, message, "expected push " + nextPush);
        nextPush++;
        accept(message);
        sinceSaid++;
        if (!saying && sinceSaid >= SAY_EVERY) {
            say(client);
        }
    }

    private void accept(Frame message) {
        long id = message.number(1);
        String text = message.text(3) + ": " + message.text(4);
        String before = id <= last ? heard.get(id) : ahead.putIfAbsent(id, text);
        check(before == null || before.equals(text), message, "was " + before);
        for (var next = ahead.firstEntry(); next != null && next.getKey() <= last + 1; next = ahead.firstEntry()) {
            ahead.pollFirstEntry();
            if (next.getKey() == last + 1) {
                last++;
                heard.put(last, next.getValue());
            }
        }
    }

    private void sent(long id) {
        ownIds.add(id);
        saying = false;
    }

    private static void check(boolean isRight, Frame frame, String what) {
        if (!isRight) {
            throw new AssertionError(frame + ": " + what);
        }
    }

    /** How often it was cut off as it was to be. */
    public int cuts() {
        return cuts;
    }

    /** The newest id when it first came. */
    public long start() {
        return start;
    }

    /** All that it heard, by id: as {@code from: text}. */
    public NavigableMap<Long, String> heard() {
        return heard;
    }

    /** All that it said, by the id that it was told: as {@code from: text}. */
    public NavigableMap<Long, String> said() {
        NavigableMap<Long, String> said = new TreeMap<>();
        for (int number = 0; number < ownIds.size(); number++) {
            said.put(ownIds.get(number), name + ": " + ownText(number));
        }
        return said;
    }
}
