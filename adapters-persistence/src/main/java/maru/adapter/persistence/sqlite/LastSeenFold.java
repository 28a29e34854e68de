package maru.adapter.persistence.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import maru.adapter.persistence.table.Seen;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** The last state of each user in a stretch of the journal, by name, and the rows that are to go. */
final class LastSeenFold implements Fold {
    private static final int ROW_BYTES = 64;

    private final UnfoldedLastSeen unfolded;
    private final SortedMap<UserName, @Nullable Seen> states;
    private final Iterator<Map.Entry<UserName, @Nullable Seen>> next;
    private int left;

    LastSeenFold(UnfoldedLastSeen unfolded) {
        this.unfolded = unfolded;
        this.states = unfolded.take();
        this.next = states.entrySet().iterator();
        this.left = states.size();
    }

    @Override
    public int rows() {
        return left;
    }

    @Override
    public void write(Connection connection, FoldSlice slice) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                        "INSERT OR REPLACE INTO seen (identity, shown, time) VALUES (?, ?, ?)");
                PreparedStatement delete = connection.prepareStatement("DELETE FROM seen WHERE identity = ?")) {
            do {
                for (int i = 0; i < FoldSlice.STRIDE && next.hasNext(); i++) {
                    write(next.next(), upsert, delete);
                    left--;
                    slice.wrote(ROW_BYTES);
                }
                upsert.executeBatch();
                delete.executeBatch();
            } while (left > 0 && slice.goesOn());
        }
    }

    @Override
    public void abandon() {
        unfolded.giveBack(states);
    }

    private static void write(
            Map.Entry<UserName, @Nullable Seen> state, PreparedStatement upsert, PreparedStatement delete)
            throws SQLException {
        Seen seen = state.getValue();
        if (seen == null) {
            delete.setString(1, state.getKey().identity());
            delete.addBatch();
        } else {
            upsert.setString(1, seen.user().identity());
            upsert.setString(2, seen.user().shown());
            upsert.setLong(3, seen.unixMillis());
            upsert.addBatch();
        }
    }
}
