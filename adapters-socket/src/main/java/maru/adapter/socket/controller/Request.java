package maru.adapter.socket.controller;

import java.util.List;
import maru.adapter.socket.frame.FrameParser;
import maru.adapter.socket.frame.Specials;
import maru.domain.Refusal;
import maru.domain.kv.ByteView;
import maru.domain.kv.Decimal;
import maru.domain.kv.Key;
import maru.domain.kv.KeyView;
import maru.domain.kv.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the request under way, checked and without escapes, where they stand in the read buffer. One object a
 * loop: valid until the next request.
 */
final class Request {
    private static final int MAX_FIELDS = 4;
    private static final int SHOWN_BYTES = 32;

    private final int maxFrameBytes;
    private final KeyView[] keys = new KeyView[MAX_FIELDS];
    private final ByteView[] values = new ByteView[MAX_FIELDS];
    private final long[] numbers = new long[MAX_FIELDS];
    private int count;

    Request(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
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
        switch (field.kind()) {
            case KEY -> {
                Refusal refusal = Key.refusal(to - from);
                if (refusal != null) {
                    return refusal;
                }
                keys[at].set(bytes, from, to);
            }
            case PREFIX -> {
                Refusal refusal = Prefix.refusal(to - from);
                if (refusal != null) {
                    return refusal;
                }
                values[at].set(bytes, from, to);
            }
            case VALUE -> {
                if (frame.commaCount() > at && Specials.escapedLength(bytes, from, to) > maxFrameBytes) {
                    return Refusal.badArguments("with a backslash before each of its commas the " + field.name()
                            + " would be longer than the frame limit of " + maxFrameBytes + " bytes");
                }
                values[at].set(bytes, from, to);
            }
            case NUMBER -> {
                if (!Decimal.isLong(bytes, from, to)) {
                    return Refusal.badArguments("the " + field.name() + " is a decimal number such as 60, and not "
                            + shown(bytes, from, to));
                }
                numbers[at] = Decimal.parseLong(bytes, from, to);
            }
        }
        return null;
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
