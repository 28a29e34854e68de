package maru.application.port.out;

import java.io.IOException;
import java.nio.file.Path;

/** Copies a store while it is in use. */
public interface StoreBackup {
    /** Writes the whole store, as it is at one moment, to a file that does not exist yet; blocks until it is on disk. A copy that
     * fails leaves nothing under the name of the file.
     *
     * @return the bytes written
     * @throws IOException with a sentence for the operator */
    long backup(Path file) throws IOException;
}
