package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import maru.domain.kv.Entry;

/**
 * The last state of each key that is not in the table {@code entry}, as batches once more: where the same keys are
 * written again and again that is one row for a thousand that folding would write, and no search for any. What
 * was compacted stays unfolded.
 */
final class EntryCompaction implements Fold {
    private final SqliteEntryRepository repository;
    private final BatchRows compacted;
    private final Entry[] states;
    private final List<Integer> uncommitted = new ArrayList<>();
    private int written;

    /** @param compacted the table's rows, to which those of this are added */
    EntryCompaction(SqliteEntryRepository repository, BatchRows compacted) {
        this.repository = repository;
        this.compacted = compacted;
        this.states = repository.unfolded().compact();
    }

    @Override
    public int rows() {
        return states.length - written;
    }

    @Override
    public void write(Connection connection, FoldSlice slice) throws SQLException {
        List<JournalRecord> records = new ArrayList<>();
        do {
            int end = Math.min(states.length, written + FoldSlice.STRIDE);
            for (; written < end; written++) {
                JournalRecord record = new EntryRecord(repository, null, states[written], null);
                records.add(record);
                slice.wrote(record.size());
            }
        } while (written < states.length && slice.goesOn());
        insert(connection, records);
    }

    private void insert(Connection connection, List<JournalRecord> records) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO compacted (pos, batch) VALUES (?, ?)")) {
            for (int from = 0; from < records.size(); ) {
                Batch batch = Batch.next(records, from);
                long pos = compacted.next() + uncommitted.size();
                byte[] bytes = batch.encode(pos);
                if (bytes != null) {
                    insert.setLong(1, pos);
                    insert.setBytes(2, bytes);
                    insert.executeUpdate();
                    uncommitted.add(bytes.length);
                }
                from += batch.records().size();
            }
        }
    }

    @Override
    public void committed() {
        uncommitted.forEach(compacted::add);
        uncommitted.clear();
    }

    /** Nothing was taken that would have to be given back. */
    @Override
    public void abandon() {}
}
