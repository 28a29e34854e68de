package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import maru.adapter.persistence.Durability;
import maru.application.testing.RecordingReply;
import maru.application.testing.TestLane;
import maru.domain.RefusalCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreReadersTest {
    @TempDir
    Path directory;

    private final TestLane lane = new TestLane();
    private SqliteFile file;
    private StoreReaders readers;

    @BeforeEach
    void begin() throws Exception {
        Path path = directory.resolve("maru.db");
        file = new SqliteFile(path, Durability.POWER);
        readers = new StoreReaders(path);
    }

    @AfterEach
    void end() throws Exception {
        readers.close();
        file.close();
        lane.close();
    }

    private <T> RecordingReply<T> ask(StoreReaders.Query<T> query) {
        RecordingReply<T> reply = new RecordingReply<>(lane);
        readers.ask(query, reply);
        return reply;
    }

    @Test
    void answersOnTheReplysLane() {
        assertTrue(ask(connection -> Thread.currentThread().getName()).value().startsWith("store-reader-"));
    }

    @Test
    void anErrorIsToldAndTheNextQuestionIsAnswered() {
        for (int at = 0; at < 3; at++) {
            RecordingReply<Boolean> faulty = ask(connection -> {
                throw new AssertionError("a fault, made on purpose");
            });
            assertEquals(RefusalCode.INTERNAL, faulty.refusal().code());
        }
        assertTrue(ask(connection -> true).value());
    }

    @Test
    void cannotWrite() {
        RecordingReply<Boolean> wrote = ask(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute("DELETE FROM meta");
            }
        });
        assertEquals(RefusalCode.INTERNAL, wrote.refusal().code());
        assertEquals("fine", ask(connection -> "fine").value());
    }

    @Test
    void tooManyQuestionsAreRefused() {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch gate = new CountDownLatch(1);
        StoreReaders.Query<String> waiting = connection -> {
            begun.countDown();
            await(gate);
            return "done";
        };
        List<RecordingReply<String>> asked = new ArrayList<>();
        asked.add(ask(waiting));
        asked.add(ask(waiting));
        await(begun);
        for (int i = 0; i < 1_000; i++) {
            asked.add(ask(waiting));
        }
        RecordingReply<String> tooMany = ask(waiting);
        assertTrue(tooMany.isAnswered());
        assertEquals(RefusalCode.BUSY, tooMany.refusal().code());
        gate.countDown();
        asked.forEach(reply -> assertEquals("done", reply.value()));
        assertEquals("done", ask(waiting).value());
    }

    @Test
    void connectionIsKeptUntilItIsToBeClosed() throws Exception {
        AtomicReference<Connection> used = new AtomicReference<>();
        ask(connection -> {
                    used.set(connection);
                    return 1;
                })
                .value();
        assertFalse(isClosed(used));
        readers.disconnect();
        assertTrue(isClosed(used));
        assertEquals(1, ask(connection -> 1).value());
    }

    private static boolean isClosed(AtomicReference<Connection> connection) throws SQLException {
        return connection.get().isClosed();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
