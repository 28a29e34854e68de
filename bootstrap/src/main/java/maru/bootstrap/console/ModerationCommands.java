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
                        "account USER password|delete [--reason REASON]",
                        Integer.MAX_VALUE,
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
        LOG.info("operator_kick by=console who={} connections={} reason={}", who, kicked.size(), reason);
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
        String reason = reason(words);
        switch (words.get(1)) {
            case "password" -> setPassword(user, reason, screen);
            case "delete" -> delete(user, reason, screen);
            default -> throw new WrongCommandException("'" + words.get(1) + "' is neither password nor delete");
        }
    }

    /** Behind its option only: a password that is typed here by mistake must not get into a log. */
    private static String reason(List<String> words) throws WrongCommandException {
        if (words.size() == 2) {
            return "";
        }
        if (!words.get(2).equals("--reason") || words.size() == 3) {
            throw new WrongCommandException("there are too many words");
        }
        return String.join(" ", words.subList(3, words.size()));
    }

    private void setPassword(UserName user, String reason, Screen screen) throws IOException {
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
        moderation.setPassword(user, password);
        LOG.info("operator_account_password by=console user={} reason={}", user, reason);
        screen.accept(user.shown() + " has a new password, and has to log in with it next time");
    }

    private void delete(UserName user, String reason, Screen screen) throws IOException {
        moderation.deleteAccount(user);
        LOG.info("operator_account_delete by=console user={} reason={}", user, reason);
        screen.accept("the account of " + user.shown() + " is deleted");
    }
}
