package maru.domain.kv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class KeyViewTest {
    private final KeyView view = new KeyView();

    @Test
    void isTheSameKeyWhereverItStands() {
        for (int length = 1; length <= 40; length++) {
            String text = "k".repeat(length - 1) + "z";
            for (int offset = 0; offset < 17; offset++) {
                byte[] buffer = ("#".repeat(offset) + text + "##########").getBytes(StandardCharsets.US_ASCII);
                view.set(buffer, offset, offset + length);
                assertEquals(Key.of(text), view.toKey());
                assertEquals(Key.of(text).hashCode(), view.hash());
                assertTrue(entry(text).hasKey(view));
                assertFalse(entry(text + "z").hasKey(view));
            }
        }
    }

    @Test
    void isLaidOverAKey() {
        assertEquals(Key.of("score"), view.set(Key.of("score")).toKey());
        assertEquals(5, view.length());
    }

    @Test
    void givesCopiesToKeep() {
        byte[] buffer = {'a', 'b', 'c'};
        view.set(buffer, 1, 3);
        byte[] copy = view.toByteArray();
        assertNotSame(buffer, copy);
        assertArrayEquals(new byte[] {'b', 'c'}, copy);
    }

    private static Entry entry(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
        return Entry.of(bytes, bytes.length, 1, null);
    }
}
