package maru.bootstrap.reliability.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerLaunch;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with limits that its memory does not carry: it ends, at once and with 3, and nothing is lost that it answered. */
class OutOfMemoryServerTest {
    private static final int OUT_OF_MEMORY = 3;
    private static final int DEPTH = 32;
    private static final int WRITERS = 4;
    private static final int ROUNDS = Integer.getInteger("maru.oom.rounds", 20);
    private static final int ENDED_SECONDS = 50;

    @TempDir
    Path folder;

    /** For each writer, how many of its keys, which it puts in order, were answered. */
    private final List<AtomicInteger> answered = new ArrayList<>();

    private final List<FrameClient> clients = new ArrayList<>();

    @Test
    void putsUntilTheHeapIsFull() throws Exception {
        fill(0, "-Xmx40m");
    }

    /** The hash of a password takes 19 MiB, on a thread of its own. */
    @Test
    void passwordsThatTheHeapHasNoRoomFor() throws Exception {
        try (ServerProcess server = new ServerLaunch(folder).jvm("-Xmx24m").start("mem", "--max-store", "4M");
                FrameClient client = server.connect()) {
            client.send("login<alice,secret-secret>");
            assertEquals(OUT_OF_MEMORY, exit(server), server.errors());
            assertTrue(log().contains(" out_of_memory "), log());
        }
    }

    /** What is read of sockets and written to them is not in the heap. */
    @Test
    void socketsThatThereIsNoMemoryOutsideTheHeapFor() throws Exception {
        ServerLaunch launch = new ServerLaunch(folder).jvm("-Xmx64m", "-XX:MaxDirectMemorySize=1m");
        try (ServerProcess server = launch.start("mem", "--log-level", "error")) {
            assertEquals("ok<>", server.connect().ask("put<a," + "x".repeat(60_000) + ">"));
            for (int at = 0; at < 60 && server.isAlive(); at++) {
                askAndReadNothing(server);
            }
            assertEquals(OUT_OF_MEMORY, exit(server), server.errors());
        } finally {
            for (FrameClient client : clients) {
                client.close();
            }
        }
    }

    private void askAndReadNothing(ServerProcess server) {
        try {
            FrameClient client = server.connect();
            clients.add(client);
            client.send("get<a>".repeat(200));
        } catch (IOException e) {
            // The server is gone.
        }
    }

    @Test
    @Tag("nightly")
    void putsUntilTheHeapIsFullManyTimes() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            fill(round, "-Xmx" + (36 + round % 8) + "m");
            Files.delete(folder.resolve("maru.db"));
            Files.delete(folder.resolve("maru.log"));
        }
    }

    /** Whose answers wait, up to {@code --max-pending} each, is more than the heap has. */
    @Test
    @Tag("nightly")
    void watchersWhoReadNothing() throws Exception {
        ServerLaunch launch = new ServerLaunch(folder).jvm("-Xmx64m");
        try (ServerProcess server = launch.start("rdb", "--db", "maru.db", "--max-pending", "64M")) {
            for (int at = 0; at < 200; at++) {
                FrameClient watcher = server.connect();
                clients.add(watcher);
                watcher.ask("watch<w>");
            }
            write(server, 60_000);
            assertEquals(OUT_OF_MEMORY, exit(server), server.errors());
        } finally {
            for (FrameClient client : clients) {
                client.close();
            }
        }
        check();
    }

    private void fill(int round, String heap) throws Exception {
        ServerLaunch launch = new ServerLaunch(folder).jvm(heap, "-XX:+UseSerialGC");
        String all = Integer.parseInt(heap.replaceAll("\\D", "")) - 2 + "M";
        try (ServerProcess server = launch.start("rdb", "--db", "maru.db", "--max-store", all)) {
            write(server, 1_000 + 200 * (round % 5));
            assertEquals(OUT_OF_MEMORY, exit(server), server.errors());
            assertTrue(log().contains(" out_of_memory "), log());
        }
        check();
    }

    /** Puts until the server is gone. */
    private void write(ServerProcess server, int bytes) throws InterruptedException {
        answered.clear();
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            answered.add(new AtomicInteger());
            writers.add(new Thread(() -> write(server, number, bytes)));
        }
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private void write(ServerProcess server, int writer, int bytes) {
        String value = "x".repeat(bytes);
        try (FrameClient client = server.connect()) {
            for (int from = 0; ; from += DEPTH) {
                StringBuilder batch = new StringBuilder();
                for (int at = 0; at < DEPTH; at++) {
                    batch.append("put<w").append(writer).append('.').append(from + at);
                    batch.append(',').append(value).append('>');
                }
                client.send(batch.toString());
                for (int at = 0; at < DEPTH; ) {
                    String reply = client.frame();
                    if (reply.equals("ok<>")) {
                        at++;
                        answered.get(writer).set(from + at);
                    } else if (reply.startsWith("error<")) {
                        return; // full, as it is to be: another meets the end of memory
                    }
                }
            }
        } catch (IOException e) {
            // The server is gone.
        }
    }

    private int exit(ServerProcess server) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ENDED_SECONDS);
        while (server.isAlive()) {
            assertTrue(System.nanoTime() < end, "the server goes on without memory");
            Thread.onSpinWait();
        }
        return server.awaitExit();
    }

    private void check() throws Exception {
        int keys = 0;
        try (ServerProcess server = new ServerLaunch(folder).start("rdb", "--db", "maru.db");
                FrameClient client = server.connect()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                for (int key = 0; key < answered.get(writer).get(); key++) {
                    String reply = client.ask("get<w" + writer + "." + key + ">");
                    assertTrue(reply.startsWith("value<x"), () -> reply);
                    keys++;
                }
            }
            server.kill();
        }
        System.out.printf("out of memory: %d keys were answered and are there%n", keys);
        assertEquals("ok", integrity());
    }

    private String integrity() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("maru.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA integrity_check")) {
            return rows.getString(1);
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("maru.log"));
    }
}
