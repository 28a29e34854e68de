package maru.bootstrap.sessions;

/**
 * What one client does: a frame, or {@link #CUT}. {@code $alice} in a frame is the newest token of that user, {@code
 * $$alice} the first.
 */
record Step(int client, String raw) {
    /** Closes the socket without a word. */
    static final String CUT = "cut";

    static Step parse(String line) {
        int blank = line.indexOf(' ');
        return new Step(Integer.parseInt(line.substring(0, blank)), line.substring(blank + 1));
    }

    boolean isCut() {
        return raw.equals(CUT);
    }

    boolean isQuit() {
        return raw.equals("quit<>");
    }

    /** A line of a script. */
    @Override
    public String toString() {
        return client + " " + raw;
    }
}
