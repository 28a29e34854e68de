package maru.adapter.persistence.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * The connection that writes and checkpoints; there is one at a time. For one thread: the one that opens the store, then
 * {@code store-writer}. A method that fails leaves no transaction open.
 */
class SqliteFile implements AutoCloseable {
    /** Tables of batches. */
    static final String JOURNAL = "journal";

    static final String COMPACTED = "compacted";

    private static final String CEILING = "version-ceiling";
    private static final String EPOCH = "epoch";
    private static final String BACKUP = "backup";

    /** In which {@link MachineBoot} commits are made that are not synced; 0: none are. */
    private static final String BOOT = "boot";

    /** Bytes that the probe writes: some pages, so that it meets a full disk as a batch would. */
    private static final int PROBE_BYTES = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);

    private final Path file;
    private final Connection connection;
    private final Checkpoints checkpoints;
    private final Durability durability;
    private final long boot;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement insert;

    /** A connection that can't write, and so makes no checkpoint when it closes last; null: not opened yet. */
    private @Nullable Connection guard;

    SqliteFile(Path file, Durability durability) throws SQLException, StoreException {
        this(file, durability, MachineBoot.id());
    }

    SqliteFile(Path file, Durability durability, long boot) throws SQLException, StoreException {
        this.boot = boot;
        this.file = file;
        this.durability = durability;
        this.connection = connect(file, false);
        this.checkpoints = new Checkpoints(connection);
        try {
            checkpoints.openSums(file);
            configure();
            Schema.upgrade(connection);
            begin = connection.prepareStatement("BEGIN IMMEDIATE");
            commit = connection.prepareStatement("COMMIT");
            insert = connection.prepareStatement("INSERT INTO journal (pos, batch) VALUES (?, ?)");
            guard = openGuard();
        } catch (SQLException | StoreException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** As a URI, since a plain path ends for the driver where it has a question mark. */
    static Connection connect(Path file, boolean isReadOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(isReadOnly);
        config.setBusyTimeout(5_000);
        config.setOpenMode(SQLiteOpenMode.NOMUTEX); // a connection is used by one thread at a time
        return config.createConnection("jdbc:sqlite:" + file.toUri());
    }

    private void configure() throws SQLException {
        run("PRAGMA journal_mode = WAL");
        syncCommitsFor(durability);
        run("PRAGMA wal_autocheckpoint = 0"); // see Checkpoints
        run("PRAGMA journal_size_limit = " + (64 << 20));
    }

    private void syncCommitsFor(Durability wanted) throws SQLException {
        run("PRAGMA synchronous = " + (wanted == Durability.POWER ? "FULL" : "NORMAL"));
    }

    Connection connection() {
        return connection;
    }

    /**
     * Returns when the batch is as safe as it gets.
     *
     * @param batch null: none
     * @param ceiling the highest version that may be given from now on; 0: as it was
     * @param sql what else belongs to the batch
     */
    void commit(long pos, byte @Nullable [] batch, long ceiling, SqlRecord.Work sql) throws SQLException {
        inTransaction(() -> {
            if (batch != null) {
                insert.setLong(1, pos);
                insert.setBytes(2, batch);
                insert.executeUpdate();
            }
            sql.run(connection);
            if (ceiling != 0) {
                Meta.put(connection, CEILING, ceiling);
            }
        });
        checkpoints.committed(batch == null ? 0 : batch.length);
    }

    /**
     * Begins to serve: what the file remembers of its last life as a copy is forgotten, and versions are reserved. Synced,
     * whatever the durability.
     */
    void begin(long ceiling) throws SQLException {
        syncCommitsFor(Durability.POWER);
        inTransaction(() -> {
            Meta.put(connection, CEILING, ceiling);
            Meta.put(connection, BOOT, durability == Durability.PROCESS ? boot : 0);
            run("DELETE FROM meta WHERE name = '" + BACKUP + "'");
        });
        syncCommitsFor(durability);
        checkpoints.began();
    }

    /** Nothing is going to be committed any more: where this is on disk, all before it is. */
    void end() throws SQLException {
        if (durability == Durability.PROCESS) {
            inTransaction(() -> Meta.put(connection, BOOT, 0));
        }
    }

    /** Whether the machine went down while commits were not synced: the file may be older than what was shown. */
    boolean isMaybeOlder() throws SQLException {
        long begun = Meta.get(connection, BOOT);
        return begun != 0 && begun != boot;
    }

    /** 0 in a new file. */
    long ceiling() throws SQLException {
        return Meta.get(connection, CEILING);
    }

    /** Of the ids of messages; 0 in a file that never had any. */
    long epoch() throws SQLException {
        return Meta.get(connection, EPOCH);
    }

    void beginEpoch(long epoch) throws SQLException {
        inTransaction(() -> Meta.put(connection, EPOCH, epoch));
    }

    /** When this file was made as a copy, in Unix milliseconds; 0: it is none. */
    long backupTime() throws SQLException {
        return Meta.get(connection, BACKUP);
    }

    static void markAsBackup(Connection copy, long unixMillis) throws SQLException {
        Meta.put(copy, BACKUP, unixMillis);
    }

    /** Writes something that needs room, and removes it. */
    void probe() throws SQLException {
        inTransaction(() ->
                run("INSERT OR REPLACE INTO meta (name, value) VALUES ('probe', randomblob(" + PROBE_BYTES + "))"));
        inTransaction(() -> run("DELETE FROM meta WHERE name = 'probe'"));
    }

    /** Hands over all batches in their order: what was compacted, then the journal. */
    void readJournal(RowReader reader) throws SQLException, StoreException {
        readBatches(COMPACTED, reader);
        readBatches(JOURNAL, reader);
    }

    /** Hands over the rows of a table of batches, in order. */
    void readBatches(String table, RowReader reader) throws SQLException, StoreException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("SELECT pos, batch FROM " + table + " ORDER BY pos")) {
            while (rows.next() && reader.read(rows.getLong(1), rows.getBytes(2))) {}
        }
    }

    /**
     * Does a transaction that may be lost: all that it writes is in the journal as well. It is not synced; the next
     * commit syncs it with itself, and {@link #checkpointLongLog} before. Not SQLite's own checkpoint: that one says to
     * nobody that the sync has failed, and the next commit's would seem to be fine.
     */
    void fold(Work work) throws SQLException {
        checkpoints.folded();
        if (durability == Durability.PROCESS) {
            inTransaction(work);
            return;
        }
        run("PRAGMA synchronous = NORMAL");
        try {
            inTransaction(work);
        } finally {
            syncAgain();
        }
    }

    private void syncAgain() throws SQLException {
        try {
            run("PRAGMA synchronous = FULL");
        } catch (SQLException e) {
            // Not as SQLite's own: whatever its code says, this connection is not used again.
            throw new SQLException("commits would not be synced: " + e.getMessage(), e);
        }
    }

    /** Deletes the oldest rows of a table of batches. */
    void delete(String table, long upTo) throws SQLException {
        run("DELETE FROM " + table + " WHERE pos <= " + upTo);
    }

    /** See {@link Checkpoints#runWhenLong}. */
    void checkpointLongLog() throws SQLException {
        checkpoints.runWhenLong();
    }

    /** See {@link Checkpoints#run}. */
    void checkpointLog() throws SQLException {
        checkpoints.run();
    }

    /** Everything is in the database's file itself afterwards, and synced; false where somebody still reads older pages. */
    boolean checkpoint() throws SQLException {
        return checkpoints.runToEnd();
    }

    /** What SQLite's own check finds wrong; null: nothing. */
    @Nullable String findDamage() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            String found = result.getString(1);
            return "ok".equals(found) ? null : found.replace('\n', ' ');
        }
    }

    private Connection openGuard() throws SQLException {
        Connection opened = connect(file, true);
        try (Statement reading = opened.createStatement()) {
            reading.execute("SELECT count(*) FROM sqlite_schema"); // only now it has the file and the log
            return opened;
        } catch (SQLException e) {
            closeAnyway(opened);
            throw e;
        }
    }

    /** The connection that closes last makes a checkpoint. */
    @Override
    public void close() throws SQLException {
        try {
            checkpoints.prepareToClose();
        } catch (SQLException e) {
            LOG.warn("close_without_checkpoint error={}", e.getMessage());
            abandon();
            return;
        }
        if (guard != null) {
            closeAnyway(guard);
        }
        connection.close();
        checkpoints.closed();
    }

    /**
     * Closes without a checkpoint, after a fault: who closes last makes one, and nothing that failed to reach the disk
     * may be synced once more through the same descriptor and then be taken for safe. So the guard closes last; whoever
     * opens the file next checks the log's sums.
     */
    void abandon() {
        Connection last = guard;
        if (last == null) {
            try {
                last = openGuard();
            } catch (SQLException e) {
                LOG.warn("close_without_guard error={}", e.getMessage());
                checkpoints.forgetSums();
            }
        }
        closeAnyway(connection);
        if (last != null) {
            closeAnyway(last);
        }
        checkpoints.abandon();
    }

    private static void closeAnyway(Connection open) {
        try {
            open.close();
        } catch (SQLException e) {
            LOG.warn("close_failed error={}", e.getMessage());
        }
    }

    private void inTransaction(Work work) throws SQLException {
        begin.executeUpdate();
        try {
            work.run();
            commit.executeUpdate();
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    private void rollBack(Exception why) {
        try {
            run("ROLLBACK");
        } catch (SQLException e) {
            why.addSuppressed(e); // most often: SQLite has rolled back by itself
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What is done within a transaction. */
    interface Work {
        void run() throws SQLException;
    }

    /** Takes rows of the journal. */
    interface RowReader {
        /**
         * Takes a row.
         *
         * @return whether it wants the next one
         */
        boolean read(long pos, byte[] batch) throws SQLException, StoreException;
    }
}
