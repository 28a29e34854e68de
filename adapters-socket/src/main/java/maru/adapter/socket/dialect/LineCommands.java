package maru.adapter.socket.dialect;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import maru.adapter.socket.session.CloseReason;
import maru.adapter.socket.session.DirectReply;
import maru.adapter.socket.session.Session;
import maru.application.port.Welcome;
import maru.application.port.in.AccountUseCase;
import maru.application.port.in.ChatUseCase;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** Does what a person's lines say. */
final class LineCommands {
    private static final int MOST_NAMES = 3;
    private static final int LINES_OF_HISTORY = 20;
    private static final int MOST_DIGITS = 9;
    private static final int SHOWN_CHARACTERS = 32;

    private final Session session;
    private final AccountUseCase accounts;
    private final ChatUseCase chat;
    private final LineRoom room;
    private int refusedNames;

    LineCommands(Session session, AccountUseCase accounts, ChatUseCase chat) {
        this.session = session;
        this.accounts = accounts;
        this.chat = chat;
        this.room = new LineRoom(session, chat);
    }

    void execute(LineBuffer line) {
        String text = line.text();
        if (text == null) {
            wrong(
                    line.isTooLong()
                            ? "a line has at most " + LineBuffer.MAX_CHARACTERS
                                    + " characters, and this one has more: type it in parts"
                            : "a line is UTF-8, and this one is not: set your terminal to UTF-8");
            countRefusedName();
        } else if (!text.isBlank()) {
            execute(text);
        }
    }

    private void execute(String line) {
        UserName user = session.user();
        RoomName here = room.current();
        if (line.charAt(0) == '/') {
            command(user, word(line), behind(line));
        } else if (user == null) {
            login(line.strip());
        } else if (here == null) {
            wrong("you are in no room, type /channel general");
        } else {
            withText(line, text -> chat.say(session, here, text, shown(LineAnswers.sent())));
        }
    }

    private void command(@Nullable UserName user, String command, String argument) {
        switch (command) {
            case "/help" -> LineAnswers.HELP.forEach(this::remark);
            case "/bye" -> session.endAfterReplies(CloseReason.QUIT);
            default -> {
                if (user == null) {
                    wrong("first type your name, or your name, a blank and your password");
                    countRefusedName();
                } else {
                    commandOfUser(user, command, argument);
                }
            }
        }
    }

    private void commandOfUser(UserName user, String command, String argument) {
        RoomName current = room.current();
        RoomName here = current == null ? RoomName.GENERAL : current;
        switch (command) {
            case "/channel" -> channel(user, argument);
            case "/quit" -> quit(user);
            case "/msg" -> tell(word(argument), behind(argument));
            case "/who" -> chat.who(session, here, null, shown(LineAnswers.who(here)));
            case "/rooms" -> chat.rooms(session, null, shown(LineAnswers::rooms));
            case "/history" -> history(here, argument);
            default -> wrong("there is no " + shortened(command) + ", /help lists what there is");
        }
    }

    private void login(String line) {
        String typed = word(line);
        Refusal refusal = UserName.refusal(typed);
        if (refusal != null) {
            wrong(refusal.detail() + "; type another");
            countRefusedName();
            return;
        }
        String password = behind(line);
        session.holdRequests();
        accounts.login(
                session,
                UserName.of(typed),
                password.isEmpty() ? null : password.getBytes(StandardCharsets.UTF_8),
                new LineReply<>(session, shown(LineAnswers.welcome()), this::loggedIn, why -> {
                    if (why.code() != RefusalCode.RATE_LIMITED) { // it was not the name
                        countRefusedName();
                    }
                    session.releaseRequests();
                }));
    }

    private void loggedIn(Welcome welcome) {
        room.is(RoomName.GENERAL);
        session.releaseRequests();
    }

    /** Those of people who have a name by now count no more. */
    private void countRefusedName() {
        if (session.user() == null && ++refusedNames == MOST_NAMES) {
            session.endAfterReplies(CloseReason.PROTOCOL, MOST_NAMES + " names were refused");
        }
    }

    private void tell(String to, String line) {
        Refusal refusal = UserName.refusal(to);
        if (to.isEmpty() || line.isEmpty()) {
            wrong("type whom to tell and what, for example /msg bob hello");
        } else if (refusal != null) {
            wrong(refusal.detail());
        } else {
            withText(line, text -> chat.tell(session, UserName.of(to), text, shown(LineAnswers.sent())));
        }
    }

    private void withText(String line, Consumer<Text> then) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        Refusal refusal = Text.refusal(bytes, 0, bytes.length);
        if (refusal == null) {
            then.accept(Text.ofChecked(bytes, 0, bytes.length));
        } else {
            wrong(refusal.detail());
        }
    }

    private void channel(UserName user, String name) {
        Refusal refusal = RoomName.refusal(name);
        if (name.isEmpty()) {
            wrong("type where to go, for example /channel dev");
        } else if (refusal != null) {
            wrong(refusal.detail());
        } else if (RoomName.of(name).equals(room.current())) {
            remark("you are in " + room.current());
        } else {
            room.goTo(user, RoomName.of(name));
        }
    }

    private void quit(UserName user) {
        if (RoomName.GENERAL.equals(room.current())) {
            remark("you are in general, where everybody is: /channel dev goes elsewhere, /bye closes the connection");
        } else {
            room.goTo(user, RoomName.GENERAL);
        }
    }

    private void history(RoomName where, String argument) {
        long limit = argument.isEmpty() ? LINES_OF_HISTORY : number(argument);
        if (limit < 1) {
            wrong("type how many lines, 1 or more, for example /history " + LINES_OF_HISTORY);
        } else {
            chat.history(session, where, limit, Long.MAX_VALUE, shown(LineAnswers::history));
        }
    }

    private <T> DirectReply<T> shown(LineEncoder<T> encoder) {
        return new DirectReply<>(encoder).to(session);
    }

    private void wrong(String what) {
        LineEncoder.wrong(what, session.outbox().writer());
    }

    private void remark(String what) {
        LineEncoder.remark(what, session.outbox().writer());
    }

    /** What stands before the first blank. */
    private static String word(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
            at++;
        }
        return line.substring(0, at);
    }

    /** What stands behind the first word and the blanks behind that. */
    private static String behind(String line) {
        return line.substring(word(line).length()).strip();
    }

    private static long number(String digits) {
        boolean isNumber = digits.length() <= MOST_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Long.parseLong(digits) : 0;
    }

    private static String shortened(String word) {
        return word.length() <= SHOWN_CHARACTERS ? word : word.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
