package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** When the machine was started: by a number that another start does not have. */
final class MachineBoot {
    private static final Path ID = Path.of("/proc/sys/kernel/random/boot_id");

    private MachineBoot() {}

    /** Never 0, but where the system does not tell. */
    static long id() {
        try {
            UUID id = UUID.fromString(Files.readString(ID).strip());
            return (id.getMostSignificantBits() ^ id.getLeastSignificantBits()) | 1;
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }
}
