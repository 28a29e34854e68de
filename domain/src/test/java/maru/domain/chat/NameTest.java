package maru.domain.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import maru.domain.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of users and of rooms, which follow the same rules. */
final class NameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "alice",
                "Alice_7",
                "-",
                ".",
                "...",
                "_-_",
                "7",
                "이름",
                "Ωμέγα",
                "Юля",
                "名前",
                "שלום",
                "नमस्ते",
                "\u0E01\u0E33\u0E49",
                "٣",
                "\uD801\uDC00",
                "e\u0323\u0301"
            })
    void takesLettersDigitsAndSignsOfAnyScript(String typed) {
        assertNull(UserName.refusal(typed));
        assertNull(RoomName.refusal(typed));
    }

    static Stream<String> noNames() {
        return Stream.of(
                "",
                " ",
                "a b",
                "a\tb",
                "a\nb",
                "a\u0000",
                "\u001B[31mred",
                "a,b",
                "a<b",
                "a/b",
                "~a",
                "a\\",
                "a:b",
                "@a",
                "\u0301", // a mark behind nothing
                "7\u0301", // a mark behind a digit
                "_\u0301", // a mark behind a sign
                "a\u200Bb", // zero width space
                "a\u200Cb", // zero width non-joiner
                "a\u200Db", // zero width joiner
                "a\u2060b", // word joiner
                "a\u00ADb", // soft hyphen
                "a\uFEFF", // byte order mark
                "\u202Eecila", // right to left override
                "a\u2066b", // isolate
                "a\u200Eb", // left to right mark
                "a\u061Cb", // Arabic letter mark
                "a\u180Eb", // Mongolian vowel separator
                "a\uFE0F", // a variation selector
                "\u845B\uDB40\uDD00", // an ideographic variation selector
                "a\u034F", // combining grapheme joiner
                "\u3164", // Hangul filler
                "\uFFA0", // half width Hangul filler
                "a\u115F", // Hangul choseong filler
                "\u1100\u1160", // Hangul jungseong filler
                "\u1780\u17B5", // Khmer inherent vowel
                "\uD83D\uDE00", // emoji
                "a\uD800", // half of a pair
                "\uDC00a",
                "\uE000", // private use
                "a\uFFFD",
                "\u2460", // a digit in a circle is a sign
                "\u00A0");
    }

    @ParameterizedTest
    @MethodSource("noNames")
    void refusesAnythingElse(String typed) {
        assertEquals(RefusalCode.BAD_NAME, UserName.refusal(typed).code());
        assertEquals(RefusalCode.BAD_NAME, RoomName.refusal(typed).code());
        assertThrows(IllegalArgumentException.class, () -> UserName.of(typed));
        assertThrows(IllegalArgumentException.class, () -> RoomName.of(typed));
    }

    @ParameterizedTest
    @CsvSource({
        "'', and this one is empty",
        "a\u001Bb, and this one has U+001B",
        "\u202Eecila, and this one has U+202E",
        "a\uDB40\uDC41, and this one has U+E0041",
        "7\u0301, and in this one the mark U+0301 follows no letter"
    })
    void theReasonSaysWhichCharacterAndDoesNotShowIt(String typed, String reason) {
        String detail = UserName.refusal(typed).detail();
        assertEquals(
                "the name of a user is 1 to 32 letters of any script, digits, or _ - . as in player_7, " + reason,
                detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Ü", "이", "\uD801\uDC00", "u\u0308", "\u1112\u1161\u11AB", "\u03B1\u0313\u0300\u0345"})
    void countsCodePointsInNfc(String character) {
        assertNull(UserName.refusal(character.repeat(32)));
        assertEquals(
                RefusalCode.BAD_ARGUMENTS,
                UserName.refusal(character.repeat(33)).code());
        assertEquals(
                RefusalCode.BAD_ARGUMENTS,
                RoomName.refusal(character.repeat(100_000)).code());
    }

    @Test
    void saysHowLongIsTooLong() {
        assertEquals(
                "the name of a user has at most 32 characters, this one has 33",
                UserName.refusal("a".repeat(33)).detail());
        assertEquals(
                "the name of a room has at most 32 characters, this one has 40",
                RoomName.refusal("Ü".repeat(40)).detail());
    }

    @ParameterizedTest
    @CsvSource({
        "alice,ALICE",
        "alice,Alice",
        "Straße,STRASSE",
        "Straße,strasse",
        "STRA\u1E9EE,straße",
        "σίσυφος,ΣΊΣΥΦΟΣ",
        "ς,σ",
        "ς,Σ",
        "ας.,ασ.",
        "Ａｌｉｃｅ７,alice7",
        "ﬁn,fin",
        "ﬁn,FIN",
        "ﬅ,st",
        "\u212A,k",
        "\u2126,ω",
        "\u00C5,a\u030A",
        "\u212B,å",
        "É,e\u0301",
        "e\u0301,É",
        "ﾊﾝｸﾞﾙ,ハングル",
        "\u1112\u1161\u11AB,한",
        "Юля,ЮЛЯ",
        "\uD801\uDC00,\uD801\uDC28",
        "\u13A0,\uAB70",
        "ǆ,ǅ",
        "Ǆ,ǆ",
        "ſ,S",
        "µ,Μ",
        "ᾳ,ΑΙ",
        "ᾼ,ᾳ",
        "i,I",
        "İ,i\u0307",
        "ı,I"
    })
    void isTheSameInAnyCaseAndInCompatibleForms(String one, String other) {
        assertEquals(UserName.of(one), UserName.of(other));
        assertEquals(UserName.of(one).hashCode(), UserName.of(other).hashCode());
        assertEquals(0, UserName.of(one).compareTo(UserName.of(other)));
        assertEquals(RoomName.of(one), RoomName.of(other));
    }

    /** {@code an} and {@code c0} have the same {@code String.hashCode}, and so have all texts made of them. */
    @Test
    void namesChosenToMeetInAHashTableSpread() {
        Set<Integer> hashes = new HashSet<>();
        int names = 1 << 14;
        for (int number = 0; number < names; number++) {
            StringBuilder typed = new StringBuilder();
            for (int bit = 0; bit < 14; bit++) {
                typed.append(((number >>> bit) & 1) == 0 ? "an" : "c0");
            }
            assertEquals("an".repeat(14).hashCode(), typed.toString().hashCode());
            hashes.add(UserName.of(typed.toString()).hashCode());
        }
        assertTrue(hashes.size() > names - 10, hashes.size() + " different hashes");
    }

    @ParameterizedTest
    @CsvSource({"alice,alicf", "e,é", "o,0", "a,а", "İ,i", "ü,ue", "a.b,a-b", "カ,ガ"})
    void isNotTheSameOtherwise(String one, String other) {
        assertNotEquals(UserName.of(one), UserName.of(other));
        assertNotEquals(0, UserName.of(one).compareTo(UserName.of(other)));
    }

    /** Whoever types a name in capitals or in small letters, or what it is compared by, means the same name. */
    @Test
    void isTheSameInAnyCaseForEveryLetterThereIs() {
        List<String> wrong = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(Character::isLetter)
                .mapToObj(Character::toString)
                .filter(letter -> UserName.refusal(letter) == null)
                .filter(letter -> !isSame(letter, letter.toUpperCase(Locale.ROOT))
                        || !isSame(letter, letter.toLowerCase(Locale.ROOT))
                        || !isSame(letter, UserName.of(letter).identity()))
                .toList();
        assertEquals(List.of(), wrong);
    }

    private static boolean isSame(String letter, String other) {
        return UserName.refusal(other) != null || UserName.of(letter).equals(UserName.of(other));
    }

    @ParameterizedTest
    @CsvSource({"Alice,Alice", "e\u0301,é", "\u212B,Å", "ﬁn,ﬁn", "Ａ,Ａ", "\u1112\u1161\u11AB,한"})
    void isShownAsTypedInNfc(String typed, String shown) {
        assertEquals(shown, UserName.of(typed).shown());
        assertEquals(shown, RoomName.of(typed).toString());
        assertEquals(shown, new String(UserName.of(typed).utf8(), StandardCharsets.UTF_8));
    }

    @Test
    void isOrderedByWhatIsCompared() {
        List<String> sorted = Stream.of("c", "B", "a", "Ａ1", "É", "d")
                .map(UserName::of)
                .sorted()
                .map(UserName::shown)
                .toList();
        assertEquals(List.of("a", "Ａ1", "B", "c", "d", "É"), sorted);
    }

    @Test
    void isAUsersOrARoomsAndNotTheSame() {
        assertNotEquals((Object) UserName.of("general"), RoomName.of("general"));
        assertNotEquals((Object) RoomName.of("general"), UserName.of("general"));
        assertEquals(RoomName.GENERAL, RoomName.of("GENERAL"));
    }
}
