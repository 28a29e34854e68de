package maru.adapter.socket.controller;

import java.util.List;
import java.util.Objects;
import maru.adapter.socket.frame.FrameParser;
import maru.adapter.socket.frame.Specials;
import maru.adapter.socket.frame.Utf8;
import maru.domain.Refusal;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.kv.ByteView;
import maru.domain.kv.Decimal;
import maru.domain.kv.Key;
import maru.domain.kv.KeyView;
import maru.domain.kv.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the request under way, checked and without escapes, where they stand in the read buffer. One object a
 * loop: valid until the next request; names may be kept.
 */
final class Request {
    private static final int MAX_FIELDS = 4;
    private static final int SHOWN_BYTES = 32;
    private static final Refusal NOT_UTF8 = Refusal.badArguments("a name is UTF-8, and these bytes are not");

    private final int maxFrameBytes;
    private final KeyView[] keys = new KeyView[MAX_FIELDS];
    private final ByteView[] values = new ByteView[MAX_FIELDS];
    private final long[] numbers = new long[MAX_FIELDS];
    private final @Nullable RoomName[] rooms = new @Nullable RoomName[MAX_FIELDS];
    private final @Nullable UserName[] users = new @Nullable UserName[MAX_FIELDS];
    private final RoomNames roomNames;
    private int count;

    Request(int maxFrameBytes, RoomNames roomNames) {
        this.maxFrameBytes = maxFrameBytes;
        this.roomNames = roomNames;
        for (int at = 0; at < MAX_FIELDS; at++) {
            keys[at] = new KeyView();
            values[at] = new ByteView();
        }
    }

    /** How many fields the frame has. */
    int count() {
        return count;
    }

    KeyView key(int field) {
        return keys[field];
    }

    ByteView value(int field) {
        return values[field];
    }

    long number(int field) {
        return numbers[field];
    }

    RoomName room(int field) {
        return Objects.requireNonNull(rooms[field], "no name of a room");
    }

    UserName user(int field) {
        return Objects.requireNonNull(users[field], "no name of a user");
    }

    Text text(int field) {
        ByteView view = values[field];
        return Text.ofChecked(view.bytes(), view.from(), view.to());
    }

    OnceKey once(int field) {
        return OnceKey.of(values[field].toByteArray());
    }

    /**
     * Takes the fields of the parser's frame.
     *
     * @return what is wrong with them, or null
     */
    @Nullable Refusal read(FrameParser frame, Command command) {
        List<Field> fields = command.fields();
        int most = fields.size();
        boolean empty = frame.fieldsStart() == frame.fieldsEnd();
        count = empty && !mayBeEmpty(command) ? 0 : Math.min(frame.commaCount() + 1, Math.max(most, 1));
        if (count < command.required() || count > most) {
            return miscounted(frame, command, empty);
        }
        for (int at = 0; at < count; at++) {
            Refusal refusal = readField(frame, at, fields.get(at), at == most - 1);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable Refusal readField(FrameParser frame, int at, Field field, boolean isLast) {
        byte[] bytes = frame.bytes();
        int from = at == 0 ? frame.fieldsStart() : frame.comma(at - 1) + 1;
        int to = isLast || at == frame.commaCount() ? frame.fieldsEnd() : frame.comma(at);
        if (frame.isEscaped()) {
            to = unescape(bytes, from, to);
        }
        return switch (field.kind()) {
            case KEY -> {
                keys[at].set(bytes, from, to);
                yield Key.refusal(to - from);
            }
            case PREFIX -> view(at, bytes, from, to, Prefix.refusal(to - from));
            case VALUE -> readValue(frame, at, field, from, to);
            case NUMBER -> readNumber(at, field, bytes, from, to);
            case ROOM -> readRoom(at, bytes, from, to);
            case USER -> readUser(at, bytes, from, to);
            case TEXT -> view(at, bytes, from, to, Text.refusal(bytes, from, to));
            case ONCE -> view(at, bytes, from, to, OnceKey.refusal(to - from));
            case SECRET -> view(at, bytes, from, to, null);
        };
    }

    /** A value that stood there without an escape or a comma can be shown as it is. */
    private @Nullable Refusal readValue(FrameParser frame, int at, Field field, int from, int to) {
        byte[] bytes = frame.bytes();
        if (frame.commaCount() > at) {
            return view(at, bytes, from, to, refusalOfValue(field, bytes, from, to));
        }
        if (frame.isEscaped()) {
            return view(at, bytes, from, to, null);
        }
        values[at].setPlain(bytes, from, to);
        return null;
    }

    private @Nullable Refusal view(int at, byte[] bytes, int from, int to, @Nullable Refusal refusal) {
        values[at].set(bytes, from, to);
        return refusal;
    }

    private @Nullable Refusal refusalOfValue(Field field, byte[] bytes, int from, int to) {
        if (Specials.escapedLength(bytes, from, to) <= maxFrameBytes) {
            return null;
        }
        return Refusal.badArguments("with a backslash before each of its commas the " + field.name()
                + " would be longer than the frame limit of " + maxFrameBytes + " bytes");
    }

    private @Nullable Refusal readNumber(int at, Field field, byte[] bytes, int from, int to) {
        if (!Decimal.isLong(bytes, from, to)) {
            return Refusal.badArguments(
                    "the " + field.name() + " is a decimal number such as 60, and not " + shown(bytes, from, to));
        }
        numbers[at] = Decimal.parseLong(bytes, from, to);
        return null;
    }

    private @Nullable Refusal readRoom(int at, byte[] bytes, int from, int to) {
        RoomName known = roomNames.find(bytes, from, to);
        if (known != null) {
            rooms[at] = known;
            return null;
        }
        String typed = Utf8.decode(bytes, from, to);
        Refusal refusal = typed == null ? NOT_UTF8 : RoomName.refusal(typed);
        if (typed != null && refusal == null) {
            rooms[at] = roomNames.add(RoomName.of(typed));
        }
        return refusal;
    }

    private @Nullable Refusal readUser(int at, byte[] bytes, int from, int to) {
        String typed = Utf8.decode(bytes, from, to);
        Refusal refusal = typed == null ? NOT_UTF8 : UserName.refusal(typed);
        if (typed != null && refusal == null) {
            users[at] = UserName.of(typed);
        }
        return refusal;
    }

    private static boolean mayBeEmpty(Command command) {
        return command.fields().size() == 1
                && command.required() == 1
                && command.fields().get(0).kind() == Field.Kind.PREFIX;
    }

    private static Refusal miscounted(FrameParser frame, Command command, boolean empty) {
        int found = empty ? 0 : frame.commaCount() + 1;
        return Refusal.badArguments("expected " + command.usage() + ", for example " + command.example() + "; found "
                + found + (found == 1 ? " field" : " fields"));
    }

    /**
     * Takes the backslashes out, in place.
     *
     * @return where the field now ends
     */
    private static int unescape(byte[] bytes, int from, int to) {
        int length = from;
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\\') {
                at++;
            }
            bytes[length++] = bytes[at];
        }
        return length;
    }

    private static String shown(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder("'");
        for (int at = from; at < Math.min(to, from + SHOWN_BYTES); at++) {
            text.append(bytes[at] >= ' ' && bytes[at] < 0x7f ? (char) bytes[at] : '?');
        }
        return text.append(to - from > SHOWN_BYTES ? "…'" : "'").toString();
    }
}
