package maru.domain.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PrefixTest {
    @Test
    void isABeginningOfItselfAndOfWhatIsLonger() {
        Prefix prefix = prefix("ab");
        assertTrue(isBeginning(prefix, "ab"));
        assertTrue(isBeginning(prefix, "abc"));
        assertFalse(isBeginning(prefix, "a"));
        assertFalse(isBeginning(prefix, "aab"));
        assertFalse(isBeginning(prefix, ""));
    }

    @Test
    void isABeginningOfEveryKeyWhenEmpty() {
        assertTrue(isBeginning(prefix(""), "x"));
        assertTrue(isBeginning(prefix(""), ""));
    }

    @Test
    void looksAtTheKeyAndNotAtTheValueBehindIt() {
        assertFalse(prefix("keyv").isBeginningOf(entry("keyvalue", 3)));
    }

    @Test
    void equalsTheSameBytes() {
        Prefix cut = Prefix.of(entry("abc", 3), 2);
        assertEquals(prefix("ab"), cut);
        assertEquals(prefix("ab").hashCode(), cut.hashCode());
        assertNotEquals(prefix("ab"), prefix("abc"));
        assertEquals(2, prefix("ab").length());
    }

    @Test
    void hasNoMoreBytesThanAKeyMayHave() {
        assertNull(Prefix.refusal(0));
        assertNull(Prefix.refusal(512));
        assertEquals(
                "a prefix has 0 to 512 bytes, this one has 513",
                Prefix.refusal(513).detail());
        assertThrows(IllegalArgumentException.class, () -> Prefix.of(new byte[513]));
    }

    @Test
    void isACopyOfItsBytes() {
        byte[] bytes = {'a'};
        Prefix prefix = Prefix.of(bytes);
        bytes[0] = 'b';
        assertEquals(prefix("a"), prefix);
    }

    private static Prefix prefix(String text) {
        return Prefix.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isBeginning(Prefix prefix, String key) {
        byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
        boolean ofBytes = prefix.isBeginningOf(bytes);
        assertEquals(ofBytes, prefix.isBeginningOf(entry(key + "value", key.length())));
        return ofBytes;
    }

    private static Entry entry(String data, int keyLength) {
        return Entry.of(data.getBytes(StandardCharsets.US_ASCII), keyLength, 1, null);
    }
}
