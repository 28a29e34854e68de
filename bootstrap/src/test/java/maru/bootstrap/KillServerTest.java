package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the real process while clients write: nothing that was answered is lost. */
class KillServerTest {
    private static final int ROUNDS = 5;
    private static final int WRITERS = 4;
    private static final int KEYS_EACH = 50;
    private static final int DEPTH = 64;
    private static final int LEAST_ANSWERS = 2_000;

    private final ConcurrentHashMap<String, Long> answered = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Long> sent = new ConcurrentHashMap<>();
    private final AtomicBoolean killed = new AtomicBoolean();

    @TempDir
    Path folder;

    @Test
    void answeredWritesSurviveKillUnderLoad() throws Exception {
        Random random = new Random(20261120);
        for (int round = 0; round < ROUNDS; round++) {
            long counted = round == 0 ? 0 : countedSoFar();
            try (ServerProcess server = ServerProcess.start(folder, "rdb", "--db", "maru.db")) {
                killUnderLoad(server, round, LEAST_ANSWERS + random.nextInt(20_000));
            }
            check(counted);
        }
        assertEquals("ok", integrity());
    }

    private void killUnderLoad(ServerProcess server, int round, int answersBeforeKill) throws Exception {
        killed.set(false);
        Semaphore answers = new Semaphore(0);
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            writers.add(new Thread(() -> write(server, number, (long) round << 32, answers)));
        }
        writers.forEach(Thread::start);
        answers.acquire(answersBeforeKill);
        killed.set(true);
        server.kill();
        for (Thread writer : writers) {
            writer.join();
        }
    }

    /** Puts ever higher numbers, {@value #DEPTH} at a time, until the server is gone. */
    private void write(ServerProcess server, int writer, long from, Semaphore answers) {
        try (FrameClient client = server.connect()) {
            for (long number = from; ; number += DEPTH) {
                StringBuilder batch = new StringBuilder();
                for (int at = 0; at < DEPTH; at++) {
                    String key = key(writer, number + at);
                    sent.put(key, number + at);
                    batch.append("put<")
                            .append(key)
                            .append(',')
                            .append(number + at)
                            .append('>');
                }
                client.send(batch.toString());
                for (int at = 0; at < DEPTH; at++) {
                    assertEquals("ok<>", client.frame());
                    answered.put(key(writer, number + at), number + at);
                    answers.release();
                }
            }
        } catch (IOException e) {
            assertTrue(killed.get(), () -> "lost the server before it was killed: " + e);
        }
    }

    private void check(long countedBefore) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "rdb", "--db", "maru.db");
                FrameClient client = server.connect()) {
            for (String key : answered.keySet()) {
                String reply = client.ask("get<" + key + ">");
                long found = Long.parseLong(reply.substring("value<".length(), reply.length() - 1));
                assertTrue(
                        found >= answered.get(key) && found <= sent.get(key),
                        () -> key + " is " + found + ", answered was " + answered.get(key));
            }
            assertEquals("value<" + (countedBefore + 1) + ">", client.ask("add<rounds,1>"));
            server.kill();
        }
    }

    private long countedSoFar() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "rdb", "--db", "maru.db");
                FrameClient client = server.connect()) {
            String reply = client.ask("get<rounds>");
            server.kill();
            return Long.parseLong(reply.substring("value<".length(), reply.length() - 1));
        }
    }

    private String integrity() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("maru.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA integrity_check")) {
            return rows.getString(1);
        }
    }

    private static String key(int writer, long number) {
        return "w" + writer + "." + number % KEYS_EACH;
    }
}
