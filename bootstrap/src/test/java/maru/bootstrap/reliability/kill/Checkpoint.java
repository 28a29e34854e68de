package maru.bootstrap.reliability.kill;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Whether SQLite is copying pages from the write-ahead log to the database: the file {@code -shm} has how many frames of
 * the log are in the database, and how many a checkpoint has begun with (https://www.sqlite.org/walformat.html, 2.2).
 */
final class Checkpoint {
    private static final int DONE_AT = 96;
    private static final int BEGUN_AT = 128;
    private static final int LENGTH = 136;

    private final MappedByteBuffer index;

    Checkpoint(Path database) throws IOException {
        Path file = database.resolveSibling(database.getFileName() + "-shm");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            index = channel.map(FileChannel.MapMode.READ_ONLY, 0, LENGTH);
        }
        index.order(ByteOrder.nativeOrder());
    }

    boolean isUnderWay() {
        return Integer.compareUnsigned(index.getInt(BEGUN_AT), index.getInt(DONE_AT)) > 0;
    }
}
