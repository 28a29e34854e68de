package maru.bootstrap.sessions;

import java.util.ArrayList;
import java.util.List;

/**
 * What one client does: a frame, several that are sent at once, or {@link #CUT}; or what the server's operator does. {@code $alice} in a frame is the newest token of that user, {@code
 * $$alice} the first.
 */
record Step(int client, String raw) {
    /** Closes the socket without a word. */
    static final String CUT = "cut";

    /** The server is stopped and started. */
    static final String STOP = "stop";

    /** The server is killed and started. */
    static final String KILL = "kill";

    /** Stands for one in a script. */
    private static final String LINE_FEED = "\u23ce";

    static Step parse(String line) {
        int blank = line.indexOf(' ');
        return new Step(
                Integer.parseInt(line.substring(0, blank)),
                line.substring(blank + 1).replace(LINE_FEED, "\n"));
    }

    boolean isCut() {
        return raw.equals(CUT);
    }

    boolean isRestart() {
        return raw.equals(STOP) || raw.equals(KILL);
    }

    /** The frames in their order. */
    List<String> frames() {
        List<String> frames = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < raw.length(); at++) {
            if (raw.charAt(at) == '\\') {
                at++;
            } else if (raw.charAt(at) == '>') {
                frames.add(raw.substring(from, at + 1));
                from = at + 1;
            }
        }
        return frames;
    }

    boolean isQuit() {
        return raw.equals("quit<>");
    }

    /** A line of a script. */
    @Override
    public String toString() {
        return client + " " + raw.replace("\n", LINE_FEED);
    }
}
