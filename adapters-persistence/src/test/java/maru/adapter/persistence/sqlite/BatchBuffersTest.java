package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BatchBuffersTest {
    private final BatchBuffers buffers = new BatchBuffers();

    @Test
    void smallAndHugeBatchesHaveArraysOfTheirOwn() {
        assertEquals(100, buffers.atLeast(100).length);
        assertEquals(4 << 20, buffers.atLeast(4 << 20).length);
    }

    @Test
    void arrayIsUsedAgainAndZeroBehindTheRecords() {
        byte[] first = buffers.atLeast(100_000);
        assertTrue(first.length >= 100_000 && first.length < 110_000);
        Arrays.fill(first, (byte) 1);
        byte[] second = buffers.atLeast(99_000);
        assertSame(first, second);
        assertArrayEquals(new byte[second.length - 99_000], Arrays.copyOfRange(second, 99_000, second.length));
    }

    @Test
    void longestOfAllFits() {
        byte[] longest = buffers.atLeast(384 << 10);
        assertEquals(384 << 10, longest.length);
        assertSame(longest, buffers.atLeast((384 << 10) - 1));
    }
}
