package maru.bootstrap.console;

import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.notice.Notice;
import maru.domain.notice.NoticeLevel;
import org.jspecify.annotations.Nullable;

/**
 * What is typed behind {@code notice}: options, then the text as it is. The word {@code --} ends the options, for a
 * text that begins like one.
 *
 * @param forMillis how long it holds; 0: it is said once
 */
record NoticeLine(@Nullable RoomName room, @Nullable UserName user, NoticeLevel level, long forMillis, Text text) {

    static NoticeLine parse(String typed) throws WrongCommandException {
        RoomName room = null;
        UserName user = null;
        NoticeLevel level = NoticeLevel.INFO;
        long forMillis = 0;
        Head head = Head.of(typed);
        while (head.word().startsWith("--") && !head.word().equals("--")) {
            Head value = Head.of(head.rest());
            switch (head.word()) {
                case "--room" -> room = Names.room(value.word());
                case "--user" -> user = Names.user(value.word());
                case "--level" -> level = level(value.word());
                case "--for" -> forMillis = TimeSpan.millis(value.word());
                default -> throw new WrongCommandException("there is no option " + head.word());
            }
            typed = value.rest();
            head = Head.of(typed);
        }
        if (room != null && user != null) {
            throw new WrongCommandException("a notice is for a room or for a user, and not for both");
        }
        String text = head.word().equals("--") ? head.rest() : typed;
        if (text.isBlank()) {
            throw new WrongCommandException("the text is missing");
        }
        return new NoticeLine(room, user, level, forMillis, Texts.of(text));
    }

    /** Not numbered yet. */
    Notice notice(long nowUnixMillis) {
        return new Notice(0, level, forMillis == 0 ? 0 : nowUnixMillis + forMillis, text, room, user);
    }

    private static NoticeLevel level(String word) throws WrongCommandException {
        for (NoticeLevel level : NoticeLevel.values()) {
            if (level.word().equalsIgnoreCase(word)) {
                return level;
            }
        }
        throw new WrongCommandException("the level of a notice is info, warn or alert, and not '" + word + "'");
    }
}
