package maru.adapter.socket.talk;

import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.frame.Specials;
import maru.domain.Event;
import maru.domain.chat.Away;
import maru.domain.chat.Entered;
import maru.domain.chat.Exited;
import maru.domain.chat.Message;
import maru.domain.chat.Online;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;
import maru.domain.notice.Notice;
import maru.domain.notice.NoticeEnd;

/** Events as frames. */
public final class EventFrames {
    private static final byte[] MESSAGE = FrameWriter.name("message");
    private static final byte[] ENTERED = FrameWriter.name("entered");
    private static final byte[] EXITED = FrameWriter.name("exited");
    private static final byte[] WHISPER = FrameWriter.name("whisper");
    private static final byte[] ONLINE = FrameWriter.name("online");
    private static final byte[] AWAY = FrameWriter.name("away");
    private static final byte[] NOTICE = FrameWriter.name("notice");
    private static final byte[] NOTICE_END = FrameWriter.name("notice-end");

    /** Four commas, {@code >}, a line feed, and two numbers of at most 19 digits. */
    private static final int MESSAGE_OVERHEAD = 6 + 2 * 19;

    private EventFrames() {}

    /** Appends the one frame of an event. */
    public static void write(Event event, FrameWriter out) {
        if (event instanceof Message message) {
            message(message, out);
        } else if (event instanceof Entered entered) {
            membership(ENTERED, entered.room(), entered.user(), out);
        } else if (event instanceof Exited exited) {
            membership(EXITED, exited.room(), exited.user(), out);
        } else if (event instanceof Whisper whisper) {
            whisper(whisper, out);
        } else if (event instanceof Online online) {
            out.open(ONLINE).field(online.user().utf8()).close();
        } else if (event instanceof Away away) {
            out.open(AWAY).field(away.user().utf8()).close();
        } else if (event instanceof Notice notice) {
            notice(notice, out);
        } else if (event instanceof NoticeEnd end) {
            out.open(NOTICE_END).field(end.id()).close();
        } else {
            throw new IllegalArgumentException("no frame for " + event.getClass());
        }
    }

    /** Appends a message as a frame; as a row of a list it looks the same. */
    public static void message(Message message, FrameWriter out) {
        out.open(MESSAGE)
                .field(message.room().utf8())
                .field(message.id())
                .field(message.time())
                .field(message.from().utf8())
                .field(message.text().utf8())
                .close();
    }

    /** As many bytes as a message's frame has at most. */
    public static int mostBytes(Message message) {
        byte[] text = message.text().utf8();
        return MESSAGE.length
                + message.room().utf8().length
                + message.from().utf8().length
                + Specials.escapedLength(text, 0, text.length)
                + MESSAGE_OVERHEAD;
    }

    private static void membership(byte[] name, RoomName room, UserName user, FrameWriter out) {
        out.open(name).field(room.utf8()).field(user.utf8()).close();
    }

    private static void whisper(Whisper whisper, FrameWriter out) {
        out.open(WHISPER)
                .field(whisper.id())
                .field(whisper.time())
                .field(whisper.from().utf8())
                .field(whisper.to().utf8())
                .field(whisper.text().utf8())
                .close();
    }

    private static void notice(Notice notice, FrameWriter out) {
        out.open(NOTICE)
                .field(notice.id())
                .field(notice.level().word())
                .field(notice.until())
                .field(notice.text().utf8())
                .close();
    }
}
