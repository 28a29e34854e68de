package maru.domain.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class EntryBytesTest {
    private final ByteView value = new ByteView();

    @Test
    void tellsOneKeyFromAnotherOfAnyLength() {
        for (int length = 1; length <= Key.MAX_BYTES; length++) {
            String key = "k".repeat(length - 1);
            byte[] entry = entry(key + "y", "value");
            assertTrue(EntryBytes.hasKey(entry, view(key + "y")));
            assertFalse(EntryBytes.hasKey(entry, view(key + "z")));
            assertFalse(EntryBytes.hasKey(entry, view("z" + key)));
            assertTrue(EntryBytes.haveSameKey(entry, entry(key + "y", "other")));
            assertFalse(EntryBytes.haveSameKey(entry, entry(key + "z", "value")));
            assertEquals(length, EntryBytes.keyLength(entry));
        }
    }

    @Test
    void valueFollowsTheKeyAndEndsWithTheArray() {
        byte[] entry = entry("name", "alice");
        int at = EntryBytes.valueAt(entry);
        assertEquals("alice", new String(entry, at, entry.length - at, StandardCharsets.US_ASCII));
        assertEquals(77, EntryBytes.version(entry));
        assertEquals(view("name").hash(), EntryBytes.hash(entry));
    }

    @Test
    void isPlainOnlyWhereItsWriterKnew() {
        byte[] bytes = {'v'};
        value.setPlain(bytes, 0, 1);
        assertTrue(EntryBytes.isPlain(EntryBytes.of(view("k"), value, 1)));
        value.set(bytes, 0, 1);
        assertFalse(EntryBytes.isPlain(EntryBytes.of(view("k"), value, 1)));
        assertFalse(
                EntryBytes.isPlain(Entry.of(new byte[] {'k', 'v'}, 1, 1, null).bytes()));
    }

    @Test
    void anEntryIsOrdinaryUntilThereIsMoreToSayOfIt() {
        Entry entry = Entry.ordinary(entry("k", "v"));
        assertTrue(entry.isOrdinary());
        assertFalse(entry.on(Terms.heldBy(1), 78).isOrdinary());
        assertFalse(entry.on(null, 78).isOrdinary());
        assertFalse(entry.removed(78).isOrdinary());
        assertFalse(Entry.of(new byte[] {'k'}, 1, 1, Terms.until(1, 1)).isOrdinary());
    }

    private static byte[] entry(String key, String value) {
        byte[] data = (key + value).getBytes(StandardCharsets.US_ASCII);
        return EntryBytes.of(data, 0, key.length(), value.length(), 77);
    }

    private static KeyView view(String key) {
        byte[] bytes = ("<" + key + ">").getBytes(StandardCharsets.US_ASCII);
        KeyView view = new KeyView();
        view.set(bytes, 1, bytes.length - 1);
        return view;
    }
}
