package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What SQLite's processes share in {@code FILE-shm}: how long the log was when it was written last. It is never synced,
 * and holds where the machine ran on since. See https://www.sqlite.org/walformat.html. Not while anybody has it open.
 */
final class LogIndex {
    private static final int HEADER = 48;
    private static final int FRAMES_AT = 16;
    private static final int SALTS_AT = 32;
    private static final int SUM_AT = 40;

    private LogIndex() {}

    /**
     * Whether a log is as long as it was when it was written last; true where that is not known.
     *
     * @param salts of the log that was found
     * @param frames how long it is
     */
    static boolean isWhole(Path database, long salts, long frames) throws IOException {
        Path file = database.resolveSibling(database.getFileName() + "-shm");
        if (!Files.exists(file)) {
            return true;
        }
        byte[] header = new byte[HEADER];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (LogFormat.readFully(channel, header, HEADER, 0) < HEADER) {
                return true;
            }
        }
        ByteBuffer numbers = ByteBuffer.wrap(header).order(ByteOrder.nativeOrder());
        boolean isBig = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
        long sum = LogFormat.sum(0, header, 0, SUM_AT, isBig);
        boolean isSound = numbers.getInt(SUM_AT) == (int) (sum >>> Integer.SIZE)
                && numbers.getInt(SUM_AT + Integer.BYTES) == (int) sum;
        long written = Integer.toUnsignedLong(numbers.getInt(FRAMES_AT));
        return !isSound || written == 0 || (Bytes.getLong(header, SALTS_AT) == salts && written <= frames);
    }
}
