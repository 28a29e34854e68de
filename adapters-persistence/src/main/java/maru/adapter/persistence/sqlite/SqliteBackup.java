package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import maru.application.port.out.StoreBackup;
import maru.application.port.out.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the database while it is written to: {@code VACUUM INTO} reads it as it is at one moment, through a connection
 * of its own. The copy is made beside its target and gets the name when it is complete and on disk.
 */
final class SqliteBackup implements StoreBackup {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteBackup.class);

    private final Path database;
    private final TimeSource time;

    SqliteBackup(Path database, TimeSource time) {
        this.database = database;
        this.time = time;
    }

    @Override
    public long backup(Path target) throws IOException {
        long started = time.monotonicMillis();
        refuseExisting(target);
        try (UnfinishedBackup unfinished = begin(target)) {
            Path copy = unfinished.copy();
            fill(copy);
            StoreFiles.sync(copy);
            long bytes = Files.size(copy);
            refuseExisting(target);
            Files.move(copy, target);
            StoreFiles.syncDirectory(target);
            LOG.info("backup_made file={} bytes={} millis={}", target, bytes, time.monotonicMillis() - started);
            return bytes;
        } catch (SQLException e) {
            throw new IOException("can't back up to " + target + ": " + e.getMessage(), e);
        }
    }

    private static void refuseExisting(Path target) throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target + " exists: a backup needs a name that is free");
        }
    }

    private UnfinishedBackup begin(Path target) throws IOException {
        try {
            return UnfinishedBackup.begin(database, target);
        } catch (IOException e) {
            throw new IOException(StoreFiles.sentence("can't back up to " + target, e), e);
        }
    }

    private void fill(Path copy) throws SQLException {
        long made = time.unixMillis();
        try (Connection reading = SqliteFile.connect(database, true);
                PreparedStatement vacuum = reading.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        }
        try (Connection marking = SqliteFile.connect(copy, false)) {
            SqliteFile.markAsBackup(marking, made);
        }
    }
}
