package maru.bootstrap.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTextTest {
    @Test
    void leavesTextOfAnyScriptAsItIs() {
        String text = "plain, 마루, żółw, 👩‍👩‍👧, a\\b";

        assertSame(text, VisibleText.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "000a, \\n",
        "000d, \\r",
        "0009, \\t",
        "0000, \\u0000",
        "001b, \\u001b",
        "007f, \\u007f",
        "0085, \\u0085",
        "009b, \\u009b",
        "202e, \\u202e",
        "2066, \\u2066",
        "200f, \\u200f",
        "061c, \\u061c",
        "2028, \\u2028",
        "00ad, \\u00ad",
        "200b, \\u200b",
        "2060, \\u2060",
        "feff, \\ufeff",
        "d83d, \\ud83d",
        "dc69, \\udc69"
    })
    void spellsOutWhatWouldNotBeSeen(String code, String shown) {
        char hidden = (char) Integer.parseInt(code, 16);

        assertEquals("a" + shown + "b", VisibleText.of("a" + hidden + "b"));
        assertEquals("a" + shown, VisibleText.of("a" + hidden));
        assertEquals(shown + "b", VisibleText.of(hidden + "b"));
    }
}
