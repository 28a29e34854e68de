package maru.bootstrap.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A member of a room that says numbered things without waiting, and hears all in a thread of its own. */
public final class Chatter implements Closeable {
    private static final long PATIENCE_SECONDS = 20;
    private static final String PADDING = " and so on".repeat(4);

    private final String name;
    private final String room;
    private final FrameClient client;
    private final CompletableFuture<NavigableMap<Long, String>> all;
    private int said;

    public Chatter(int port, String name, String room) throws IOException {
        this.name = name;
        this.room = room;
        client = new FrameClient(port).send("login<" + name + ">join<" + room + ">");
        Frame joined = Frame.await(client, "joined");
        while (!joined.text(0).equals(room)) {
            joined = Frame.await(client, "joined");
        }
        all = new CompletableFuture<>();
        Thread reader = new Thread(this::listen, name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Says the next thing. */
    public void say() {
        try {
            client.send("say<" + room + "," + name + "-" + said + PADDING + ">");
            said++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many it has said. */
    public int said() {
        return said;
    }

    /** What begins each of its texts. */
    public String mark() {
        return name + "-";
    }

    private void listen() {
        try {
            NavigableMap<Long, String> heard = new TreeMap<>();
            for (Frame frame = Frame.of(client.frame()); !frame.isNamed("joined"); frame = Frame.of(client.frame())) {
                if (frame.isNamed("message")) {
                    hear(heard, frame);
                } else if (frame.isNamed("error") || frame.isNamed("bye")) {
                    throw new AssertionError(frame.toString());
                }
            }
            all.complete(heard);
        } catch (IOException | AssertionError | RuntimeException e) {
            all.completeExceptionally(e);
        }
    }

    private static void hear(NavigableMap<Long, String> heard, Frame message) {
        long id = message.number(1);
        if (!heard.isEmpty() && id != heard.lastKey() + 1) {
            throw new AssertionError(message + " behind " + heard.lastKey());
        }
        heard.put(id, message.text(3) + ": " + message.text(4));
    }

    /** All that was said until now in the room since this came, by id: as {@code from: text}. */
    public NavigableMap<Long, String> finish() throws IOException, InterruptedException {
        client.send("join<" + room + ">"); // answered behind everything else
        try {
            return all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(name, e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
