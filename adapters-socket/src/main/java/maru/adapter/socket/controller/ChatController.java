package maru.adapter.socket.controller;

import static maru.adapter.socket.controller.Field.number;
import static maru.adapter.socket.controller.Field.once;
import static maru.adapter.socket.controller.Field.room;
import static maru.adapter.socket.controller.Field.text;
import static maru.adapter.socket.controller.Field.user;

import java.util.List;
import maru.adapter.socket.session.DirectReply;
import maru.adapter.socket.session.PausingReply;
import maru.adapter.socket.session.Session;
import maru.application.port.Joined;
import maru.application.port.RoomInfo;
import maru.application.port.in.ChatUseCase;
import maru.domain.Refusal;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;

/** Rooms and what is said in them, and whispers. */
public final class ChatController extends Controller {
    private final ChatUseCase chat;
    private final PausingReply<Joined> joined = new PausingReply<>(TalkFrames::joined);
    private final PausingReply<RoomName> left = new PausingReply<>(TalkFrames::left);
    private final DirectReply<Long> sent = new DirectReply<>(TalkFrames::sent);
    private final DirectReply<List<RoomInfo>> rooms = new DirectReply<>(TalkFrames::rooms);
    private final DirectReply<List<UserName>> users = new DirectReply<>(TalkFrames::who);
    private final DirectReply<List<Message>> newest = new DirectReply<>(TalkFrames::history);
    private final DirectReply<List<Message>> missed = new DirectReply<>(TalkFrames::since);

    public ChatController(ChatUseCase chat) {
        this.chat = chat;
    }

    @Override
    List<Command> commands() {
        return List.of(
                Command.of(
                        "join", "join<dev>", "enters a room, which is made if there is none", this::join, room("room")),
                Command.of("leave", "leave<dev>", "leaves a room", this::leave, room("room")),
                Command.of(
                        "say",
                        "say<general,hello>",
                        "says something to all members of a room",
                        this::say,
                        room("room"),
                        text("text")),
                Command.of(
                        "say-once",
                        "say-once<general,k1,hello>",
                        "the same once, however often it is sent with that key",
                        this::sayOnce,
                        room("room"),
                        once("key"),
                        text("text")),
                Command.of(
                        "tell",
                        "tell<bob,hello>",
                        "says something to one user",
                        this::tell,
                        user("user"),
                        text("text")),
                Command.of(
                                "rooms",
                                "rooms<>",
                                "rooms with their members, behind after; 1000 at most",
                                this::rooms,
                                room("after"))
                        .withOptionalLast(),
                Command.of(
                                "who",
                                "who<general>",
                                "the members of a room, behind after; 1000 at most",
                                this::who,
                                room("room"),
                                user("after"))
                        .withOptionalLast(),
                Command.of(
                                "history",
                                "history<general,20>",
                                "the newest messages of a room, before an id; 1000 at most",
                                this::history,
                                room("room"),
                                number("limit"),
                                number("before"))
                        .withOptionalLast(),
                Command.of(
                        "since",
                        "since<general,1,0,100>",
                        "what came after an id in a room, without a hole",
                        this::since,
                        room("room"),
                        number("epoch"),
                        number("id"),
                        number("limit")));
    }

    private void join(Session session, Request request) {
        chat.join(session, request.room(0), joined.to(session));
    }

    private void leave(Session session, Request request) {
        chat.leave(session, request.room(0), left.to(session));
    }

    private void say(Session session, Request request) {
        chat.say(session, request.room(0), request.text(1), sent.to(session));
    }

    private void sayOnce(Session session, Request request) {
        chat.sayOnce(session, request.room(0), request.once(1), request.text(2), sent.to(session));
    }

    private void tell(Session session, Request request) {
        chat.tell(session, request.user(0), request.text(1), sent.to(session));
    }

    private void rooms(Session session, Request request) {
        chat.rooms(session, request.count() == 1 ? request.room(0) : null, rooms.to(session));
    }

    private void who(Session session, Request request) {
        chat.who(session, request.room(0), request.count() == 2 ? request.user(1) : null, users.to(session));
    }

    private void history(Session session, Request request) {
        long before = request.count() == 3 ? request.number(2) : Long.MAX_VALUE;
        if (before < 1) {
            newest.to(session)
                    .refused(Refusal.badArguments("before is the id of a message, 1 or more, and not " + before));
            return;
        }
        chat.history(session, request.room(0), request.number(1), before, newest.to(session));
    }

    private void since(Session session, Request request) {
        chat.since(
                session, request.room(0), request.number(1), request.number(2), request.number(3), missed.to(session));
    }
}
