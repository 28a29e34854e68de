package maru.domain.kv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class EntryTest {
    private static final Terms TERMS = Terms.until(5_000, 900);

    private final KeyView key = new KeyView().set(Key.of("name"));

    @Test
    void keepsCopiesOfKeyAndValue() {
        byte[] buffer = bytes("put<name,alice>");
        KeyView keyThere = new KeyView();
        keyThere.set(buffer, 4, 8);
        ByteView value = new ByteView();
        value.set(buffer, 9, 14);
        Entry entry = Entry.of(keyThere, value, 7, null);
        buffer[4] = 'X';
        buffer[9] = 'X';
        assertArrayEquals(bytes("name"), entry.keyBytes());
        assertArrayEquals(bytes("alice"), entry.valueBytes());
        assertTrue(entry.hasSameData(Entry.of(bytes("namealice"), 4, 3, TERMS)));
        assertFalse(entry.hasSameData(Entry.of(bytes("namealice"), 5, 7, null)));
        assertEquals(4, entry.keyLength());
        assertEquals(5, entry.valueLength());
        assertEquals(7, entry.version());
        assertEquals(7, entry.change());
        assertTrue(entry.hasKey(key));
    }

    @Test
    void isTheSameWhenReadBack() {
        Entry entry = Entry.of(bytes("namealice"), 4, 7, TERMS);
        assertEquals(key.hash(), entry.hash());
        assertTrue(entry.hasKey(key));
        assertArrayEquals(bytes("alice"), entry.valueBytes());
        assertEquals(5_000, entry.expiresAt());
        assertEquals(900, entry.deadline());
    }

    @Test
    void livesForGoodAndIsFreeWithoutTerms() {
        Entry entry = Entry.of(bytes("namealice"), 4, 7, null);
        assertNull(entry.terms());
        assertEquals(0, entry.expiresAt());
        assertEquals(0, entry.deadline());
        assertEquals(0, entry.holder());
        assertFalse(entry.isHeld());
        assertFalse(entry.isRemoved());
    }

    @Test
    void keepsItsVersionOnOtherTerms() {
        Entry touched = Entry.of(bytes("namealice"), 4, 7, null).on(TERMS, 9);
        assertEquals(7, touched.version());
        assertEquals(9, touched.change());
        assertEquals(5_000, touched.expiresAt());
        assertArrayEquals(bytes("alice"), touched.valueBytes());
        assertFalse(touched.isRemoved());
        assertTrue(touched.on(Terms.heldBy(3), 10).isHeld());
    }

    @Test
    void isRemovedWithAVersionOfItsOwn() {
        Entry removed = Entry.of(bytes("namealice"), 4, 7, TERMS).removed(8);
        assertTrue(removed.isRemoved());
        assertEquals(8, removed.version());
        assertEquals(8, removed.change());
        assertEquals(0, removed.valueLength());
        assertNull(removed.terms());
        assertTrue(removed.hasKey(key));
        assertArrayEquals(bytes("name"), removed.keyBytes());
    }

    @Test
    void isNotRemovedWithAnEmptyValue() {
        Entry entry = Entry.of(bytes("name"), 4, 7, null);
        assertFalse(entry.isRemoved());
        assertEquals(0, entry.valueLength());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
