package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BatchRowsTest {
    private final BatchRows rows = new BatchRows(7);

    @Test
    void rowsFollowOneAnother() {
        assertTrue(rows.isEmpty());
        assertEquals(7, rows.next());
        rows.add(100);
        rows.add(50);
        assertEquals(7, rows.first());
        assertEquals(9, rows.next());
        assertEquals(150, rows.bytes());
        rows.removeUpTo(7);
        assertEquals(8, rows.first());
        assertEquals(50, rows.bytes());
    }

    @Test
    void pieceIsAsManyOfTheOldestAsFit() {
        for (int i = 0; i < 5; i++) {
            rows.add(100);
        }
        assertEquals(9, rows.piece(11, 300));
        assertEquals(9, rows.piece(11, 399));
        assertEquals(8, rows.piece(8, 1_000));
        assertEquals(11, rows.piece(11, 1_000));
    }

    @Test
    void pieceHasOneRowAtLeast() {
        rows.add(1_000);
        rows.add(1_000);
        assertEquals(7, rows.piece(8, 10));
        rows.removeUpTo(7);
        assertEquals(8, rows.piece(8, 10));
        rows.removeUpTo(8);
        assertEquals(8, rows.piece(8, 10));
    }
}
