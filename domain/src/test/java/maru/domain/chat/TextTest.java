package maru.domain.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "hello, world",
                "a\tb\nc",
                "\n",
                "~",
                "<>,\\",
                "이름",
                "\u00A0",
                "e\u0301",
                "\u200D",
                "\u200E\u200F",
                "\uD83D\uDE00",
                "\uFFFD",
                "\uFEFF",
                "\u2028",
                "\uDBFF\uDFFF"
            })
    void takesWhatPeopleWrite(String text) {
        assertNull(refusal(text));
        assertEquals(text, Text.of(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "이", "\uD83D\uDE00"})
    void countsCodePoints(String character) {
        assertNull(refusal(character.repeat(2_000)));
        assertEquals(RefusalCode.BAD_ARGUMENTS, refusal(character.repeat(2_001)).code());
        assertEquals(
                RefusalCode.BAD_ARGUMENTS, refusal(character.repeat(60_000)).code());
    }

    @Test
    void saysHowLongIsTooLong() {
        assertEquals(
                Refusal.badArguments("a text has 1 to 2000 characters, this one has 2001"), refusal("é".repeat(2_001)));
        assertEquals(
                Refusal.badArguments("a text has at most 2000 characters, this one has 8004 bytes"),
                refusal("\uD83D\uDE00".repeat(2_001)));
    }

    @Test
    void isNotEmpty() {
        assertEquals(Refusal.badArguments("a text has 1 to 2000 characters, this one has 0"), refusal(""));
        assertThrows(IllegalArgumentException.class, () -> Text.of(""));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 1, 7, 8, 0x0B, 0x0C, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0x202A, 0x202B, 0x202C, 0x202D,
                0x202E, 0x2066, 0x2067, 0x2068, 0x2069
            })
    void refusesControlsAndWhatTurnsTheDirectionOfWriting(int codePoint) {
        String character = Character.toString(codePoint);
        for (String text : new String[] {character, "a" + character, "é" + character + "b", character + "é"}) {
            Refusal refusal = refusal(text);
            assertEquals(RefusalCode.BAD_ARGUMENTS, refusal.code());
            assertTrue(refusal.detail().endsWith(String.format("this one has U+%04X", codePoint)), refusal.detail());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // goes on with nothing
                "61BF",
                "C3", // cut off
                "61E282",
                "F09F98",
                "C328", // goes on with a letter
                "C080", // overlong NUL
                "C0AF", // overlong slash
                "C1BF",
                "E08080",
                "E09FBF",
                "F0808080",
                "F08FBFBF",
                "EDA080", // half of a pair
                "EDBFBF",
                "EDA0BDEDB880", // a pair in CESU-8
                "F4908080", // above U+10FFFF
                "F5808080",
                "F888808080",
                "FE",
                "FF"
            })
    void refusesWhatIsNotUtf8(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertEquals(
                Refusal.badArguments("a text is UTF-8, and these bytes are not"), Text.refusal(bytes, 0, bytes.length));
        assertThrows(IllegalArgumentException.class, () -> Text.of(bytes, 0, bytes.length));
    }

    @Test
    void readsItsPartOfABufferAndKeepsACopy() {
        byte[] buffer = "\u0000<hé>\u00FF".getBytes(UTF_8);
        assertNull(Text.refusal(buffer, 2, 5));
        Text text = Text.of(buffer, 2, 5);
        Text checked = Text.ofChecked(buffer, 2, 5);
        buffer[2] = 'x';
        assertArrayEquals("hé".getBytes(UTF_8), text.utf8());
        assertEquals(text, checked);
        assertEquals(text.hashCode(), checked.hashCode());
        assertNotEquals(text, Text.of("he"));
    }

    private static Refusal refusal(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Text.refusal(bytes, 0, bytes.length);
    }
}
