package maru.adapter.socket.controller;

import static maru.adapter.socket.controller.Field.secret;
import static maru.adapter.socket.controller.Field.user;

import java.nio.charset.StandardCharsets;
import java.util.List;
import maru.adapter.socket.session.PausingReply;
import maru.adapter.socket.session.Replies;
import maru.adapter.socket.session.Session;
import maru.application.port.Welcome;
import maru.application.port.in.AccountUseCase;
import maru.domain.chat.UserName;

/** Who is who. What else a client asks for waits until it is known. */
public final class AccountController extends Controller {
    private final AccountUseCase accounts;
    private final PausingReply<Welcome> welcome = new PausingReply<>(TalkFrames::welcome);
    private final PausingReply<UserName> ok = new PausingReply<>((user, out) -> Replies.ok(out));

    public AccountController(AccountUseCase accounts) {
        this.accounts = accounts;
    }

    @Override
    List<Command> commands() {
        return List.of(
                Command.of(
                                "login",
                                "login<alice>",
                                "logs in and enters general; a registered name with its password",
                                this::login,
                                user("name"),
                                secret("password"))
                        .withOptionalLast()
                        .forAnybody(),
                Command.of("resume", "resume<token>", "logs in again without a password", this::resume, secret("token"))
                        .forAnybody(),
                Command.of(
                                "register",
                                "register<alice,correct horse>",
                                "reserves a name with a password and logs in",
                                this::register,
                                user("name"),
                                secret("password"))
                        .forAnybody(),
                Command.of(
                        "password",
                        "password<correct horse,battery staple>",
                        "changes the password; other tokens end",
                        this::password,
                        secret("old"),
                        secret("new")),
                Command.of(
                        "logout-all",
                        "logout-all<>",
                        "ends all tokens and other connections of the user",
                        this::logoutAll));
    }

    private void login(Session session, Request request) {
        byte[] password = request.count() == 2 ? request.value(1).toByteArray() : null;
        accounts.login(session, request.user(0), password, welcome.to(session));
    }

    private void resume(Session session, Request request) {
        String token = new String(request.value(0).toByteArray(), StandardCharsets.UTF_8);
        accounts.resume(session, token, welcome.to(session));
    }

    private void register(Session session, Request request) {
        accounts.register(session, request.user(0), request.value(1).toByteArray(), welcome.to(session));
    }

    private void password(Session session, Request request) {
        accounts.password(
                session, request.value(0).toByteArray(), request.value(1).toByteArray(), welcome.to(session));
    }

    private void logoutAll(Session session, Request request) {
        accounts.logoutAll(session, ok.to(session));
    }
}
