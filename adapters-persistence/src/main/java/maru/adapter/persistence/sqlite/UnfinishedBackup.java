package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copy that a backup is at, beside its target, and the file {@code FILE.backup} beside the database that names it:
 * what a process that was killed has left of a copy is found and removed when the database is opened again, wherever
 * the target was.
 */
final class UnfinishedBackup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedBackup.class);
    private static final String SUFFIX = ".part";

    private final Path note;
    private final Path copy;

    private UnfinishedBackup(Path note, Path copy) {
        this.note = note;
        this.copy = copy;
    }

    /** Makes an empty copy, for its owner alone as the database is. */
    static UnfinishedBackup begin(Path database, Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path copy = absolute.resolveSibling(absolute.getFileName() + "." + UUID.randomUUID() + SUFFIX);
        UnfinishedBackup begun = new UnfinishedBackup(note(database), copy);
        try {
            begun.create();
            return begun;
        } catch (IOException e) {
            begun.close();
            throw e;
        }
    }

    private void create() throws IOException {
        Files.deleteIfExists(note);
        Files.createFile(note, StoreFiles.ownerOnly(note));
        Files.writeString(note, copy.toString(), StandardCharsets.UTF_8);
        Files.createFile(copy, StoreFiles.ownerOnly(copy));
    }

    Path copy() {
        return copy;
    }

    /** Removes the copy, if it has no other name by now. */
    @Override
    public void close() throws IOException {
        remove(copy);
        Files.deleteIfExists(note);
    }

    /** Removes what an earlier process has left. For who has the database's lock. */
    static void removeLeftOver(Path database) {
        Path note = note(database);
        if (Files.notExists(note)) {
            return;
        }
        try {
            String copy = Files.readString(note, StandardCharsets.UTF_8);
            if (copy.endsWith(SUFFIX)) {
                remove(Path.of(copy));
                LOG.info("backup_unfinished removed={}", copy);
            }
            Files.delete(note);
        } catch (IOException | RuntimeException e) {
            LOG.warn("backup_unfinished not_removed={} error={}", note, e.toString());
        }
    }

    private static Path note(Path database) {
        return database.resolveSibling(database.getFileName() + ".backup");
    }

    private static void remove(Path copy) throws IOException {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(copy.resolveSibling(copy.getFileName() + "-journal")); // SQLite's, while it marks a copy
    }
}
