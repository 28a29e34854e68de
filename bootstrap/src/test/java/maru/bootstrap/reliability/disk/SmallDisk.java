package maru.bootstrap.reliability.disk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import maru.bootstrap.testing.ServerLaunch;
import maru.bootstrap.testing.ServerProcess;

/**
 * A file system of a few megabytes that only a server sees, and who looks through the server's eyes: it is mounted in a
 * name space of the server's own, and gone with it. What is to outlast the server is copied.
 */
final class SmallDisk {
    private static final int CHUNK_BYTES = 4 << 10;
    private static final String[] FILES = {"maru.db", "maru.db-wal"};

    private final Path folder;
    private final int megabytes;

    /** @param folder where the disk is mounted */
    SmallDisk(Path folder, int megabytes) throws IOException, InterruptedException {
        this.folder = folder;
        this.megabytes = megabytes;
        assumeTrue(isPossible(), "nobody may mount a file system here: unshare --user --map-root-user --mount fails");
    }

    private static boolean isPossible() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-Urm", "true").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** For a server that has the disk. */
    ServerLaunch launch(Path serverFolder) {
        return launch(serverFolder, "true");
    }

    /** @param before a command of the shell that is done first, on the disk */
    ServerLaunch launch(Path serverFolder, String before) {
        String mount = "mount -t tmpfs -o size=" + megabytes + "m none '" + folder + "' && cd '" + folder + "' && { "
                + before + "; true; } && exec \"$@\"";
        return new ServerLaunch(serverFolder).behind("unshare", "-Urm", "sh", "-c", mount, "sh");
    }

    /** A file of the disk. */
    Path of(ServerProcess server, String file) {
        return Path.of("/proc/" + server.pid() + "/root" + folder).resolve(file);
    }

    /** Takes what is left, so many bytes excepted. */
    void fill(ServerProcess server, int left) throws IOException {
        fill(server);
        Path ballast = of(server, "ballast");
        try (FileChannel channel = FileChannel.open(ballast, StandardOpenOption.WRITE)) {
            channel.truncate(Math.max(0, Files.size(ballast) - left));
        }
    }

    /** Takes what is left. */
    void fill(ServerProcess server) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (OutputStream out =
                Files.newOutputStream(of(server, "ballast"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(chunk);
            }
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            return; // no space left
        }
    }

    /** Gives back what was taken. */
    void free(ServerProcess server) throws IOException {
        Files.delete(of(server, "ballast"));
    }

    /** Names of what is on the disk. */
    Set<String> files(ServerProcess server) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(of(server, "."))) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    /** Copies the database as it is now: with the server stopped or killed in a moment, what it would find. */
    void copyDatabase(ServerProcess server, Path target) throws IOException {
        for (String file : FILES) {
            Files.copy(of(server, file), target.resolve(file));
        }
    }
}
