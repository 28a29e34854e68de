package maru.bootstrap.sessions;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import maru.bootstrap.testing.FrameClient;

/** What was said in a room as whoever heard it first saw it; all others have to see the same. From any thread. */
public final class RoomTranscript {
    private static final int MOST_LISTED = 1_000;

    private final ConcurrentHashMap<Long, String> byId = new ConcurrentHashMap<>();
    private final String room;

    public RoomTranscript(String room) {
        this.room = room;
    }

    String room() {
        return room;
    }

    /** So many different messages were heard. */
    public int size() {
        return byId.size();
    }

    void heard(long id, String raw) {
        String first = byId.putIfAbsent(id, raw);
        if (first != null && !first.equals(raw)) {
            throw new AssertionError("one heard " + first + ", another " + raw);
        }
    }

    /** The server's history has what was heard: all of it, in its order. */
    public void checkHistory(int port) throws IOException {
        try (FrameClient reader = new FrameClient(port)) {
            String epoch = new RoomVisitor(reader, "reader", this).join().field(2);
            for (long last = 0; last < size(); ) {
                String asked = Frame.of("since", room, epoch, last, MOST_LISTED).toString();
                int count = Integer.parseInt(Frame.parse(reader.ask(asked)).field(0));
                if (count == 0) {
                    throw new AssertionError("the history ends at " + last + ", heard were " + size());
                }
                for (int row = 0; row < count; row++) {
                    check(reader.frame(), ++last);
                }
            }
        }
    }

    private void check(String raw, long id) {
        if (!raw.equals(byId.get(id))) {
            throw new AssertionError("the history has " + raw + ", heard was " + byId.get(id));
        }
    }
}
