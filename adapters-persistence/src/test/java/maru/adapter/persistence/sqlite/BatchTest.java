package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {
    @Test
    void hasSoManyRecordsWithSqlAndNoMore() {
        List<JournalRecord> queue = IntStream.range(0, 2_500)
                .<JournalRecord>mapToObj(i -> new SqlRecord<>(connection -> {}, () -> {}, i, null))
                .toList();
        Batch first = Batch.next(queue, 0);
        assertEquals(2_000, first.records().size());
        assertEquals(500, Batch.next(queue, 2_000).records().size());
        assertFalse(first.isEmpty());
        assertNull(first.encode(1));
    }

    @Test
    void isEmptyWhereNothingIsToBeWritten() {
        Batch batch = Batch.next(List.of(new JournalRecord() {}), 0);
        assertTrue(batch.isEmpty());
        assertNull(batch.encode(1));
    }

    @Test
    void arrayThatIsUsedAgainHasNothingOfTheBatchBefore() throws Exception {
        BatchBuffers buffers = new BatchBuffers();
        byte[] first = Batch.next(List.of(record(30_000), record(30_000)), 0).encode(1, buffers);
        byte[] second = Batch.next(List.of(record(20_000), record(39_000)), 0).encode(2, buffers);
        assertSame(first, second);
        assertNotNull(second);
        List<Integer> lengths = new ArrayList<>();
        Batch.read(second, 2, (type, batch, from, to) -> lengths.add(to - from));
        assertEquals(List.of(20_000, 39_000), lengths);
    }

    private static JournalRecord record(int size) {
        return new JournalRecord() {
            @Override
            int size() {
                return size;
            }

            @Override
            void encode(byte[] batch, int at) {
                Arrays.fill(batch, at, at + size, (byte) 7);
            }
        };
    }
}
