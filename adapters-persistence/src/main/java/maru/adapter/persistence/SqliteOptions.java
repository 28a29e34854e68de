package maru.adapter.persistence;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Settings of the store {@code rdb}.
 *
 * @param file the database; made if it is not there, its directory is not
 * @param durability what a confirmed write survives
 * @param maxStoreBytes how much memory the entries may take, reckoned; a write beyond that is refused
 */
public record SqliteOptions(Path file, Durability durability, long maxStoreBytes) {
    public SqliteOptions {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(durability, "durability");
        if (maxStoreBytes < 1) {
            throw new IllegalArgumentException("maxStoreBytes is 1 or more, and not " + maxStoreBytes);
        }
    }
}
