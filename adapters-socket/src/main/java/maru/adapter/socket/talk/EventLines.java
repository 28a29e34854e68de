package maru.adapter.socket.talk;

import java.nio.charset.StandardCharsets;
import maru.domain.Event;
import maru.domain.chat.Entered;
import maru.domain.chat.Exited;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;
import maru.domain.notice.Notice;
import org.jspecify.annotations.Nullable;

/**
 * Events as lines, as a person at a terminal reads them. Each ends in its LF and has no other: one in a text is shown
 * as {@value #LINE_FEED_SHOWN}, and so are Unicode's line and paragraph separators, so that nobody draws a line in
 * another's name. Names and texts have no other control
 * characters than the tab.
 */
public final class EventLines {
    private static final String LINE_FEED_SHOWN = " \u23CE ";

    private EventLines() {}

    /** The line of an event, or null where a person is shown nothing of it. */
    public static byte @Nullable [] of(Event event) {
        if (event instanceof Message message) {
            return message(message);
        } else if (event instanceof Entered entered) {
            return joined(entered.user(), entered.room());
        } else if (event instanceof Exited exited) {
            return left(exited.user(), exited.room());
        } else if (event instanceof Whisper whisper) {
            return line(whisper.from() + " -> " + whisper.to() + " : " + shown(whisper.text()));
        } else if (event instanceof Notice notice) {
            return line("* NOTICE: " + shown(notice.text()));
        }
        return null; // who can follow nobody is not told who is online, and a line can't be taken back
    }

    /** Whether a person is shown an event at all: not what it has typed itself. */
    public static boolean isFor(Event event, UserName viewer) {
        return !(event instanceof Message message && message.from().equals(viewer));
    }

    /** The line of a message. */
    public static byte[] message(Message message) {
        return line(message.from() + ": " + shown(message.text()));
    }

    /** The line of somebody who has come into a room. */
    public static byte[] joined(UserName user, RoomName room) {
        return line(user + " has joined " + room);
    }

    /** The line of somebody who has gone from a room. */
    public static byte[] left(UserName user, RoomName room) {
        return line(user + " has left the channel(" + room + ")");
    }

    private static String shown(Text text) {
        return text.toString()
                .replace("\n", LINE_FEED_SHOWN)
                .replace("\u2028", LINE_FEED_SHOWN)
                .replace("\u2029", LINE_FEED_SHOWN);
    }

    private static byte[] line(String line) {
        return (line + '\n').getBytes(StandardCharsets.UTF_8);
    }
}
