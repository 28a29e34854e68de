package maru.adapter.socket.dialect;

import java.util.List;
import maru.adapter.socket.controller.Lists;
import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.talk.EventLines;
import maru.application.port.Joined;
import maru.application.port.RoomInfo;
import maru.application.port.Welcome;
import maru.application.port.in.ChatUseCase;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;

/** How answers look to a person. */
final class LineAnswers {
    static final List<String> HELP = List.of(
            "what you type is said in the room, and these do something else:",
            "/channel NAME   goes to that room, which is made if there is none",
            "/quit           leaves the room, back to general",
            "/msg USER TEXT  says something to one user",
            "/who            who is in the room",
            "/rooms          the rooms there are",
            "/history [N]    what was said in the room last",
            "/help           this",
            "/bye            closes the connection");

    private LineAnswers() {}

    static LineEncoder<Welcome> welcome() {
        return new LineEncoder<>() {
            @Override
            public void write(Welcome welcome, FrameWriter out) {
                line(EventLines.joined(welcome.name(), RoomName.GENERAL), out);
            }

            @Override
            public void writeRefusal(Refusal why, FrameWriter out) {
                boolean anotherHelps = why.code() != RefusalCode.FORBIDDEN && why.code() != RefusalCode.RATE_LIMITED;
                String hint = anotherHelps ? "; type another name, or a name, a blank and its password" : "";
                LineEncoder.wrong(why.detail() + hint, out);
            }
        };
    }

    static LineEncoder<Joined> joined(UserName user) {
        return (joined, out) -> line(EventLines.joined(user, joined.room()), out);
    }

    static LineEncoder<RoomName> left(UserName user) {
        return (room, out) -> line(EventLines.left(user, room), out);
    }

    /** Of something that shows by itself that it was done. */
    static LineEncoder<Long> sent() {
        return (id, out) -> {};
    }

    /** The newest of them, where not all fit. */
    static void history(List<Message> messages, FrameWriter out) {
        List<byte[]> lines = messages.stream().map(EventLines::message).toList();
        Lists.last(lines, line -> line.length).forEach(line -> line(line, out));
        if (lines.isEmpty()) {
            LineEncoder.remark("nothing was said here yet", out);
        }
    }

    static LineEncoder<List<UserName>> who(RoomName room) {
        return (users, out) -> {
            List<String> names = users.stream().map(UserName::shown).toList();
            LineEncoder.remark("in " + room + ": " + listed(names), out);
        };
    }

    static void rooms(List<RoomInfo> rooms, FrameWriter out) {
        List<String> names = rooms.stream()
                .map(room -> room.name() + " (" + room.members() + ")")
                .toList();
        LineEncoder.remark("rooms: " + listed(names), out);
    }

    private static String listed(List<String> names) {
        return String.join(", ", names) + (names.size() >= ChatUseCase.MAX_LISTED ? ", and perhaps more" : "");
    }

    private static void line(byte[] line, FrameWriter out) {
        out.append(line, 0, line.length);
    }
}
