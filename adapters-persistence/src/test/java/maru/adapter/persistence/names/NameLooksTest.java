package maru.adapter.persistence.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.ibm.icu.text.SpoofChecker;
import java.util.Locale;
import java.util.Random;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameLooksTest {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.";

    private final LookAlikes registered = new LookAlikes();

    @ParameterizedTest
    @CsvSource({
        "alice, \u0430lice", // Cyrillic a
        "alice, \u0410LICE", // its capital
        "bob, \u0412OB", // a Cyrillic Ve is a B only as a capital
        "bob, \u0412\u043Eb", // the same in small company
        "boov, \u0412oo\u03BD", // a capital of one script, a small letter of another
        "larry, Iarry", // a capital i
        "Iris, lris",
        "iris, \u0456ris",
        "modern, modem",
        "player1, playerl",
        "bob, b0b",
        "p\u0430ypal, paypal",
        "\u0440\u0430\u0443\u0440\u0430\u04CF, paypal",
        "\u03B1bc, abc", // Greek alpha
        "user\u0661, userl", // an Arabic one
        "e\u0301lan, \u0435\u0301lan",
        "\uD835\uDC1Bob, bob" // a mathematical b is the same name to begin with
    })
    void oneOfTwoNamesThatLookAlikeIsRefused(String one, String other) {
        assertAlike(one, other);
        assertAlike(other, one);
    }

    private static void assertAlike(String there, String comes) {
        UserName first = UserName.of(there);
        UserName second = UserName.of(comes);
        LookAlikes names = new LookAlikes();
        names.add(first);
        if (first.equals(second)) {
            assertNull(names.find(second), comes);
        } else {
            assertEquals(first, names.find(second), comes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "alice, alicia",
        "user1, user2",
        "user10, user01",
        "a.b, a_b",
        "a-b, ab",
        "maru, \uB9C8\uB8E8",
        "\u0431\u043E\u0431, bob", // Cyrillic be
        "e\u0301lan, elan",
        "iris, lris"
    })
    void namesThatLookDifferentAreNotRefused(String one, String other) {
        registered.add(UserName.of(one));
        assertNull(registered.find(UserName.of(other)));
    }

    @Test
    void aNameIsNotItsOwnTwinInAnySpelling() {
        registered.add(UserName.of("Iris1"));
        assertNull(registered.find(UserName.of("iris1")));
        assertNull(registered.find(UserName.of("IRIS1")));
        assertNull(registered.find(UserName.of("\uFF29RIS1")));
    }

    @Test
    void plainNamesLookAsTheLibrarySays() {
        SpoofChecker checker =
                new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            int length = i < PLAIN.length() ? 1 : 1 + random.nextInt(32);
            for (int at = 0; at < length; at++) {
                name.append(PLAIN.charAt(i < PLAIN.length() ? i : random.nextInt(PLAIN.length())));
            }
            String text = name.toString();
            assertEquals(checker.getSkeleton(text).toLowerCase(Locale.ROOT), NameLooks.of(text), text);
        }
    }

    @Test
    void aPlainNameIsItsOwnLook() {
        String name = "larry_2.x-y";
        assertSame(name, NameLooks.of(name));
    }

    @Test
    void everyLetterHasALook() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String text = "a" + Character.toString(c);
            if (UserName.refusal(text) == null) {
                assertNotNull(NameLooks.of(UserName.of(text)));
            }
        }
    }

    @Test
    void keepsThoseThatLookedAlikeBeforeAnybodyLooked() {
        UserName latin = UserName.of("alice");
        UserName cyrillic = UserName.of("\u0430lice");
        registered.add(latin);
        registered.add(cyrillic);
        assertEquals(cyrillic, registered.find(latin));
        assertEquals(latin, registered.find(cyrillic));
        registered.remove(latin);
        assertNull(registered.find(cyrillic));
        assertEquals(cyrillic, registered.find(latin));
        registered.remove(cyrillic);
        assertNull(registered.find(latin));
        assertEquals(0, registered.size());
    }
}
