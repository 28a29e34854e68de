package maru.domain.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import maru.domain.RefusalCode;
import org.junit.jupiter.api.Test;

final class KeyTest {
    @Test
    void hasOneTo512Bytes() {
        assertEquals(1, Key.of(new byte[1]).bytes().length);
        assertEquals(512, Key.of(new byte[512]).bytes().length);
        assertThrows(IllegalArgumentException.class, () -> Key.of(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> Key.of(new byte[513]));
    }

    @Test
    void saysWhyItIsNone() {
        assertNull(Key.refusal(1));
        assertNull(Key.refusal(512));
        assertNotNull(Key.refusal(0));
        assertEquals(RefusalCode.BAD_ARGUMENTS, Key.refusal(513).code());
        assertEquals(
                "a key has 1 to 512 bytes, this one has 513", Key.refusal(513).detail());
    }

    @Test
    void isACopyOfItsBytes() {
        byte[] bytes = {'a'};
        Key key = Key.of(bytes);
        bytes[0] = 'b';
        assertEquals(Key.of("a"), key);
    }

    @Test
    void equalsAKeyOfTheSameBytes() {
        assertEquals(Key.of("이름"), Key.of("이름".getBytes(StandardCharsets.UTF_8)));
        assertEquals(Key.of("a").hashCode(), Key.of("a").hashCode());
        assertNotEquals(Key.of("a"), Key.of("a "));
    }

    @Test
    void isOrderedByUnsignedBytes() {
        Key[] expected = {
            Key.of(new byte[] {0}),
            Key.of("a"),
            Key.of("aa"),
            Key.of("b"),
            Key.of(new byte[] {(byte) 0x7f}),
            Key.of(new byte[] {(byte) 0x80}),
            Key.of(new byte[] {(byte) 0xff}),
            Key.of(new byte[] {(byte) 0xff, 0})
        };
        Key[] sorted = Stream.of(6, 2, 5, 0, 7, 1, 4, 3)
                .map(at -> expected[at])
                .sorted()
                .toArray(Key[]::new);
        assertEquals(List.of(expected), List.of(sorted));
        assertTrue(Key.of("a").compareTo(Key.of("b")) < 0);
    }
}
