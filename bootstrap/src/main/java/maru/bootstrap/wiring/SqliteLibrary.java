package maru.bootstrap.wiring;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where sqlite-jdbc unpacks SQLite's native library, 1 MiB: a folder of this start's own, for as long as the library is
 * being loaded. By itself it unpacks to the folder of temporary files and deletes that at an orderly exit of the JVM,
 * which ours never is: each start would leave a copy.
 */
final class SqliteLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);

    /** As sqlite-jdbc calls it. */
    private static final String WHERE = "org.sqlite.tmpdir";

    private final Path folder;

    private SqliteLibrary(Path folder) {
        this.folder = folder;
    }

    /**
     * Before the first use of SQLite in the process.
     *
     * @throws StartException if there is no room for it
     */
    static SqliteLibrary unpackable() {
        try {
            Path folder = Files.createTempDirectory("maru");
            System.setProperty(WHERE, folder.toString());
            return new SqliteLibrary(folder);
        } catch (IOException e) {
            throw new StartException("SQLite's library can't be unpacked to " + System.getProperty("java.io.tmpdir")
                    + ", where temporary files belong: " + e);
        }
    }

    /** A library that is loaded needs its file no more, except on Windows. */
    void delete() {
        System.clearProperty(WHERE);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            LOG.debug("library_left_behind folder={} why={}", folder, e.toString());
        }
    }
}
