package maru.adapter.socket.dialect;

import maru.adapter.socket.session.DirectReply;
import maru.adapter.socket.session.Session;
import maru.application.port.in.ChatUseCase;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * The one room that a person is in. On the way to another the lines behind wait. The old one is left first: what is said
 * would look the same in both. If the new one can't be entered, the person goes back.
 */
final class LineRoom {
    private final Session session;
    private final ChatUseCase chat;
    private @Nullable RoomName room;

    LineRoom(Session session, ChatUseCase chat) {
        this.session = session;
        this.chat = chat;
    }

    /** Null before the login, and where a room was left and no other could be entered. */
    @Nullable RoomName current() {
        return room;
    }

    /** Somebody else has brought the person there. */
    void is(RoomName here) {
        room = here;
    }

    void goTo(UserName user, RoomName to) {
        RoomName from = room;
        session.holdRequests();
        if (from == null) {
            enter(user, to, null);
            return;
        }
        var shown = new DirectReply<>(LineAnswers.left(user)).to(session);
        chat.leave(
                session,
                from,
                new LineReply<>(
                        session,
                        shown,
                        left -> {
                            room = null;
                            enter(user, to, from);
                        },
                        why -> session.releaseRequests()));
    }

    private void enter(UserName user, RoomName to, @Nullable RoomName back) {
        if (session.hasEnded()) {
            return;
        }
        var shown = new DirectReply<>(LineAnswers.joined(user)).to(session);
        chat.join(
                session,
                to,
                new LineReply<>(
                        session,
                        shown,
                        joined -> {
                            room = joined.room();
                            session.releaseRequests();
                        },
                        why -> {
                            if (back == null) {
                                session.releaseRequests();
                            } else {
                                enter(user, back, null);
                            }
                        }));
    }
}
