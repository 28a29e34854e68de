package maru.bootstrap.sessions;

import java.util.HashMap;
import java.util.Map;

/** The times of messages and whispers: about now when they are first seen, and the same ever after. */
final class Times {
    private static final long SLACK_MILLIS = 60_000;

    private final Map<String, String> byId = new HashMap<>();

    /** The frame without its time. */
    Frame check(Frame frame) {
        int at = frame.name().equals("whisper") ? 1 : 2;
        String id = frame.name() + String.join(",", frame.fields().subList(0, at));
        String before = byId.putIfAbsent(id, frame.field(at));
        if (before == null) {
            checkIsNow(frame.field(at));
        } else if (!before.equals(frame.field(at))) {
            throw new AssertionError(frame + " was of " + before + " before");
        }
        return frame.without(at);
    }

    static void checkIsNow(String unixMillis) {
        long off = Math.abs(System.currentTimeMillis() - Long.parseLong(unixMillis));
        if (off > SLACK_MILLIS) {
            throw new AssertionError("the time " + unixMillis + " is " + off + " ms off");
        }
    }
}
