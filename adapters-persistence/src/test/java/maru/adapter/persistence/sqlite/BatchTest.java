package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
