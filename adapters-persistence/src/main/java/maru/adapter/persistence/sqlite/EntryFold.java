package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import maru.domain.kv.Entry;

/**
 * The last state of each key in a stretch of the journal, by key: the table is clustered by key, so rows that lie next
 * to each other are written together, each page once.
 */
final class EntryFold implements Fold {
    private final UnfoldedEntries unfolded;
    private final Entry[] states;
    private int written;

    EntryFold(UnfoldedEntries unfolded) {
        this.unfolded = unfolded;
        this.states = unfolded.take();
    }

    @Override
    public int rows() {
        return states.length - written;
    }

    @Override
    public void write(Connection connection, FoldSlice slice) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                        "INSERT OR REPLACE INTO entry (key, version, expires, value, sum) VALUES (?, ?, ?, ?, ?)");
                PreparedStatement delete = connection.prepareStatement("DELETE FROM entry WHERE key = ?")) {
            do {
                int end = Math.min(states.length, written + FoldSlice.STRIDE);
                for (; written < end; written++) {
                    slice.wrote(write(states[written], upsert, delete));
                }
                upsert.executeBatch();
                delete.executeBatch();
            } while (written < states.length && slice.goesOn());
        }
    }

    @Override
    public void abandon() {
        unfolded.giveBack(states);
    }

    /**
     * Adds a row to a batch of statements.
     *
     * @return the bytes of the row
     */
    private static int write(Entry state, PreparedStatement upsert, PreparedStatement delete) throws SQLException {
        byte[] key = state.keyBytes();
        if (state.isRemoved()) {
            delete.setBytes(1, key);
            delete.addBatch();
            return key.length;
        }
        byte[] value = state.valueBytes();
        upsert.setBytes(1, key);
        upsert.setLong(2, state.version());
        upsert.setLong(3, state.expiresAt());
        upsert.setBytes(4, value);
        upsert.setLong(5, EntryCodec.sum(key, state.version(), state.expiresAt(), value));
        upsert.addBatch();
        return key.length + value.length;
    }
}
