package maru.bootstrap.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import maru.application.port.ClientInfo;
import maru.application.port.RoomInfo;
import maru.application.port.in.ModerationUseCase;
import maru.domain.Refusal;
import maru.domain.account.Passwords;
import maru.domain.chat.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rooms, users and accounts. */
final class ModerationCommands {
    private static final Logger LOG = LoggerFactory.getLogger(ModerationCommands.class);

    private final ModerationUseCase moderation;

    ModerationCommands(ModerationUseCase moderation) {
        this.moderation = moderation;
    }

    List<ConsoleCommand> rows() {
        return List.of(
                new ConsoleCommand("rooms", "rooms", 0, "the rooms there are, and how many are in each", this::rooms),
                new ConsoleCommand(
                        "kick",
                        "kick USER|ID [REASON]",
                        ConsoleCommand.TEXT,
                        "ends the connection of a user, or that of that number",
                        this::kick),
                new ConsoleCommand(
                        "account",
                        "account USER password|delete",
                        2,
                        "gives a registered user the password in the next line, or deletes the account",
                        this::account));
    }

    private void rooms(List<String> words, Consumer<String> output) {
        List<RoomInfo> rooms = moderation.rooms();
        output.accept(rooms.size() == 1 ? "1 room" : rooms.size() + " rooms");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"name", "members"});
        for (RoomInfo room : rooms) {
            rows.add(new String[] {room.name().shown(), Integer.toString(room.members())});
        }
        Table.lines(rows).forEach(output);
    }

    private void kick(List<String> rest, Consumer<String> output) throws WrongCommandException {
        Head head = Head.of(rest.get(0));
        String who = head.word();
        if (who.isEmpty()) {
            throw new WrongCommandException("the name of the user is missing");
        }
        // A connection's number is good as a name too.
        Names.user(who);
        String reason = head.rest().stripTrailing();
        if (!reason.isEmpty()) {
            Texts.of(reason);
        }
        List<ClientInfo> kicked = moderation.kick(who, reason);
        LOG.info("operator_kick who={} connections={} reason={}", who, kicked.size(), reason);
        if (kicked.isEmpty()) {
            output.accept("nobody is connected under the name or number " + who);
        }
        for (ClientInfo client : kicked) {
            output.accept("kicked " + client.name() + ", connection " + client.id() + " from " + client.address());
        }
    }

    private void account(List<String> words, Screen screen) throws WrongCommandException, IOException {
        if (words.size() < 2) {
            throw new WrongCommandException("a word is missing");
        }
        UserName user = Names.user(words.get(0));
        switch (words.get(1)) {
            case "password" -> setPassword(user, screen);
            case "delete" -> delete(user, screen);
            default -> throw new WrongCommandException("'" + words.get(1) + "' is neither password nor delete");
        }
    }

    private void setPassword(UserName user, Screen screen) throws IOException {
        String typed = screen.secret("the new password of " + user.shown() + ": ");
        if (typed == null) {
            screen.accept("! no password came: nothing is changed");
            return;
        }
        byte[] password = typed.getBytes(StandardCharsets.UTF_8);
        Refusal refusal = Passwords.refusal(password.length);
        if (refusal != null) {
            screen.accept("! " + refusal.detail() + ": nothing is changed");
            return;
        }
        LOG.info("operator_account_password user={}", user);
        moderation.setPassword(user, password);
        screen.accept(user.shown() + " has a new password, and has to log in with it next time");
    }

    private void delete(UserName user, Screen screen) throws IOException {
        LOG.info("operator_account_delete user={}", user);
        moderation.deleteAccount(user);
        screen.accept("the account of " + user.shown() + " is deleted");
    }
}
