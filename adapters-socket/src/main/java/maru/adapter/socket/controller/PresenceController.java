package maru.adapter.socket.controller;

import static maru.adapter.socket.controller.Field.user;

import java.util.List;
import maru.adapter.socket.session.DirectReply;
import maru.adapter.socket.session.Replies;
import maru.adapter.socket.session.Session;
import maru.application.port.UserInfo;
import maru.application.port.in.PresenceUseCase;
import maru.domain.chat.UserName;

/** Who is there. */
public final class PresenceController extends Controller {
    private final PresenceUseCase presence;
    private final DirectReply<UserInfo> found = new DirectReply<>(TalkFrames::whois);
    private final DirectReply<UserName> ok = new DirectReply<>((user, out) -> Replies.ok(out));

    public PresenceController(PresenceUseCase presence) {
        this.presence = presence;
    }

    @Override
    List<Command> commands() {
        return List.of(
                Command.of(
                        "whois",
                        "whois<bob>",
                        "whether a user is online or away, and when it was last seen",
                        this::whois,
                        user("user")),
                Command.of(
                        "follow",
                        "follow<bob>",
                        "tells whether a user is online, now and whenever it changes",
                        this::follow,
                        user("user")),
                Command.of("unfollow", "unfollow<bob>", "ends that", this::unfollow, user("user")));
    }

    private void whois(Session session, Request request) {
        presence.whois(session, request.user(0), found.to(session));
    }

    private void follow(Session session, Request request) {
        presence.follow(session, request.user(0), ok.to(session));
    }

    private void unfollow(Session session, Request request) {
        presence.unfollow(session, request.user(0), ok.to(session));
    }
}
