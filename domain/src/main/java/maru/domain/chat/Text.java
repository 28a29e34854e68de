package maru.domain.chat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says: 1 to {@value #MAX_CODE_POINTS} code points, no control characters but tab and LF, none of the
 * marks that turn the direction of writing (U+202A to U+202E, U+2066 to U+2069), which could make a line look like
 * another's. Kept as UTF-8, as it comes and goes.
 */
public final class Text {
    public static final int MAX_CODE_POINTS = 2_000;
    private static final int MAX_UTF8_BYTES = 4;

    private final byte[] utf8;

    private Text(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * A copy of the bytes as a text.
     *
     * @throws IllegalArgumentException if they are none; see {@link #refusal}
     */
    public static Text of(byte[] bytes, int from, int to) {
        if (refusal(bytes, from, to) != null) {
            throw new IllegalArgumentException("not a text");
        }
        return new Text(Arrays.copyOfRange(bytes, from, to));
    }

    /** The same for a string. */
    public static Text of(String string) {
        byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    /** A copy of bytes that {@link #refusal} had nothing against. */
    public static Text ofChecked(byte[] bytes, int from, int to) {
        return new Text(Arrays.copyOfRange(bytes, from, to));
    }

    /** Why bytes are no text, or null if they are one. */
    public static @Nullable Refusal refusal(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return refusalOfLength(0);
        }
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (b < ' ' || b == 0x7f) {
                if (b >= 0 && b != '\t' && b != '\n') {
                    return refusalOfControl(b);
                }
                if (b < 0) {
                    return refusalDecoded(bytes, from, to);
                }
            }
        }
        return length > MAX_CODE_POINTS ? refusalOfLength(length) : null;
    }

    /** The rare way, for what is not ASCII. */
    private static @Nullable Refusal refusalDecoded(byte[] bytes, int from, int to) {
        if (to - from > MAX_UTF8_BYTES * MAX_CODE_POINTS) {
            return Refusal.badArguments(
                    "a text has at most " + MAX_CODE_POINTS + " characters, this one has " + (to - from) + " bytes");
        }
        CharBuffer chars;
        try {
            chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
        } catch (CharacterCodingException e) {
            return Refusal.badArguments("a text is UTF-8, and these bytes are not");
        }
        int count = 0;
        for (int at = 0; at < chars.length(); count++) {
            int c = Character.codePointAt(chars, at);
            if (isForbidden(c)) {
                return refusalOfControl(c);
            }
            at += Character.charCount(c);
        }
        return count > MAX_CODE_POINTS ? refusalOfLength(count) : null;
    }

    private static boolean isForbidden(int c) {
        return (Character.isISOControl(c) && c != '\t' && c != '\n')
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static Refusal refusalOfControl(int c) {
        return Refusal.badArguments(String.format(
                "a text has no control characters but tab and line feed, and none that turn the direction of writing;"
                        + " this one has U+%04X",
                c));
    }

    private static Refusal refusalOfLength(int count) {
        return Refusal.badArguments("a text has 1 to " + MAX_CODE_POINTS + " characters, this one has " + count);
    }

    /** The text in UTF-8. Not a copy: nobody may write to it. */
    public byte[] utf8() {
        return utf8;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Text text && Arrays.equals(utf8, text.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
