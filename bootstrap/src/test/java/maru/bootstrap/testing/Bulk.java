package maru.bootstrap.testing;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** One connection that asks for many things, some hundred at a time, and counts the replies by their names. */
public final class Bulk implements Closeable {
    private static final int TOGETHER = 250;

    /** Less than the sockets take while nobody reads. */
    private static final int TOGETHER_CHARACTERS = 32 << 10;

    private static final Set<String> PUSHES =
            Set.of("message", "entered", "exited", "changed", "removed", "ping", "online", "away", "whisper");

    private final FrameClient client;
    private final Map<String, Integer> replies = new TreeMap<>();

    public Bulk(int port) throws IOException {
        client = new FrameClient(port);
    }

    /** Sends the requests of the numbers {@code [from, to)} and waits for all replies. */
    public Bulk ask(int from, int to, IntFunction<String> request) throws IOException {
        for (int at = from; at < to; ) {
            StringBuilder together = new StringBuilder();
            int left = 0;
            for (; at < to && left < TOGETHER && together.length() < TOGETHER_CHARACTERS; at++, left++) {
                together.append(request.apply(at));
            }
            client.send(together.toString());
            while (left > 0) {
                left -= take(client.frame());
            }
        }
        return this;
    }

    private int take(String frame) throws IOException {
        int angle = frame.indexOf('<');
        String name = frame.substring(0, angle);
        if (PUSHES.contains(name)) {
            return 0;
        }
        if (name.equals("bye")) {
            throw new IOException(frame);
        }
        if (name.equals("error")) {
            name += " " + frame.substring(angle + 1, frame.indexOf(','));
        }
        replies.merge(name, 1, Integer::sum);
        return 1;
    }

    /** How many replies of that name there were; {@code error limit} is one. */
    public int replies(String name) {
        return replies.getOrDefault(name, 0);
    }

    /** All of them. */
    public Map<String, Integer> replies() {
        return replies;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
