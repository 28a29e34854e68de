package maru.bootstrap.reliability.damage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process on a damaged file: it serves what was there, or ends with a sentence. */
class DamagedFileServerTest {
    private static final int KEYS = 300;
    private static final int LOG_HEADER = 32;
    private static final int FRAME = 4_096 + 24;

    @TempDir
    Path folder;

    @Test
    void bitsThatFlippedAreFlippedBack() throws Exception {
        killFilled();
        Path log = folder.resolve("maru.db-wal");
        long frames = (Files.size(log) - LOG_HEADER) / FRAME;
        flip(log, LOG_HEADER + frames / 2 * FRAME + 2_000);
        checkAllThere();
        flip(folder.resolve("maru.db"), 4_096 + 3); // how many rows the second page has
        checkAllThere();
    }

    @Test
    void logThatWasCutIsRefused() throws Exception {
        killFilled();
        Path log = folder.resolve("maru.db-wal");
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(log) / 2);
        }
        try (ServerProcess server = ServerProcess.launch(folder, "rdb", "--db", "maru.db", "--port", "0")) {
            assertEquals(1, server.awaitExit());
            assertTrue(server.errors().contains("maru.db-wal is missing or cut"), server.errors());
            assertEquals(1, server.errors().lines().count(), server.errors());
        }
    }

    private void killFilled() throws IOException {
        try (ServerProcess server = ServerProcess.start(folder, "rdb", "--db", "maru.db");
                FrameClient client = server.connect()) {
            for (int i = 0; i < KEYS; i++) {
                assertEquals("ok<>", client.ask("put<key" + i + ",value " + i + ">"));
            }
            server.kill();
        }
    }

    private void checkAllThere() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "rdb", "--db", "maru.db");
                FrameClient client = server.connect()) {
            for (int i = 0; i < KEYS; i++) {
                String value = client.ask("get<key" + i + ">");
                assertTrue(value.contains("value " + i), value);
            }
            server.terminate();
            assertEquals(0, server.awaitExit());
        }
    }

    private static void flip(Path file, long place) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.read(one, place);
            one.put(0, (byte) (one.get(0) ^ 1));
            channel.write(one.flip(), place);
        }
    }
}
