package maru.adapter.persistence;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Settings of the store {@code rdb}.
 *
 * @param file the database; made if it is not there, its directory is not
 * @param durability what a confirmed write survives
 * @param maxStoreBytes how much memory the entries may take, reckoned; a write beyond that is refused
 * @param recentBytes how much memory may be taken by messages that are in the file as well, reckoned
 */
public record SqliteOptions(Path file, Durability durability, long maxStoreBytes, long recentBytes) {
    public SqliteOptions {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(durability, "durability");
        if (maxStoreBytes < 1) {
            throw new IllegalArgumentException("maxStoreBytes is 1 or more, and not " + maxStoreBytes);
        }
    }

    /** With memory for all messages that are worth keeping there. */
    public SqliteOptions(Path file, Durability durability, long maxStoreBytes) {
        this(file, durability, maxStoreBytes, Long.MAX_VALUE);
    }
}
