package maru.adapter.socket.controller;

import java.util.List;
import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.talk.EventFrames;
import maru.application.port.Joined;
import maru.application.port.RoomInfo;
import maru.application.port.UserInfo;
import maru.application.port.Welcome;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;

/** How answers about users, rooms and messages look as frames. */
final class TalkFrames {
    private static final byte[] WELCOME = FrameWriter.name("welcome");
    private static final byte[] JOINED = FrameWriter.name("joined");
    private static final byte[] LEFT = FrameWriter.name("left");
    private static final byte[] SENT = FrameWriter.name("sent");
    private static final byte[] ROOMS = FrameWriter.name("rooms");
    private static final byte[] ROOM = FrameWriter.name("room");
    private static final byte[] WHO = FrameWriter.name("who");
    private static final byte[] USER = FrameWriter.name("user");
    private static final byte[] HISTORY = FrameWriter.name("history");
    private static final byte[] WHOIS = FrameWriter.name("whois");

    /** A comma, a number of at most 10 digits, {@code >} and a line feed. */
    private static final int ROW_OVERHEAD = 13;

    private TalkFrames() {}

    static void welcome(Welcome welcome, FrameWriter out) {
        out.open(WELCOME)
                .field(welcome.id())
                .field(welcome.name().utf8())
                .field(welcome.token())
                .close();
    }

    static void joined(Joined joined, FrameWriter out) {
        out.open(JOINED)
                .field(joined.room().utf8())
                .field(joined.members())
                .field(joined.epoch())
                .field(joined.last())
                .close();
    }

    static void left(RoomName room, FrameWriter out) {
        out.open(LEFT).field(room.utf8()).close();
    }

    static void sent(long id, FrameWriter out) {
        out.open(SENT).field(id).close();
    }

    static void rooms(List<RoomInfo> rooms, FrameWriter out) {
        List<RoomInfo> shown =
                Lists.first(rooms, room -> ROOM.length + room.name().utf8().length + ROW_OVERHEAD);
        out.open(ROOMS).field(shown.size()).close();
        shown.forEach(room ->
                out.open(ROOM).field(room.name().utf8()).field(room.members()).close());
    }

    static void who(List<UserName> users, FrameWriter out) {
        List<UserName> shown = Lists.first(users, user -> USER.length + user.utf8().length + ROW_OVERHEAD);
        out.open(WHO).field(shown.size()).close();
        shown.forEach(user -> out.open(USER).field(user.utf8()).close());
    }

    /** The newest of them, where not all fit. */
    static void history(List<Message> messages, FrameWriter out) {
        messages(Lists.last(messages, EventFrames::mostBytes), out);
    }

    /** The oldest of them, where not all fit: the client asks on behind these. */
    static void since(List<Message> messages, FrameWriter out) {
        messages(Lists.first(messages, EventFrames::mostBytes), out);
    }

    private static void messages(List<Message> shown, FrameWriter out) {
        out.open(HISTORY).field(shown.size()).close();
        shown.forEach(message -> EventFrames.message(message, out));
    }

    static void whois(UserInfo user, FrameWriter out) {
        out.open(WHOIS)
                .field(user.name().utf8())
                .field(user.isOnline() ? "online" : "away")
                .field(user.lastSeen())
                .close();
    }
}
