package maru.bootstrap.reliability.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM while clients write without waiting for answers: a request was answered and done, or neither. */
class StopUnderLoadServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int WRITERS = 8;
    private static final double PUTS_PER_SECOND = NIGHTLY ? 10_000 : 3_000;
    private static final int PUTS_BEFORE = NIGHTLY ? 50_000 : 3_000;
    private static final double MOST_SECONDS_TO_STOP = NIGHTLY ? 5 : 25;
    private static final int PATIENCE_SECONDS = 50;
    private static final long LOOK_NANOS = 100_000;
    private static final int TOGETHER = 500;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<PipelinedWriter> writers = new ArrayList<>();
    private final Set<String> watched = new HashSet<>();

    @TempDir
    Path folder;

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rdb", "mem"})
    void whatIsUnderWayIsAnsweredAndDoneOrNeither(String store) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, store)) {
            terminateUnderLoad(server, store);
            assertTrue(Files.readString(folder.resolve("maru.log")).contains("every_client_read_bye=true"));
        }
        for (PipelinedWriter writer : writers) {
            for (int at = writer.answered(); at < writer.sent(); at++) {
                assertTrue(!watched.contains(writer.key(at)), writer.key(at) + " was done and not answered");
            }
        }
        if (store.equals("rdb")) {
            try (ServerProcess server = ServerProcess.start(folder, store);
                    FrameClient client = server.connect()) {
                for (PipelinedWriter writer : writers) {
                    checkStored(client, writer);
                }
            }
        }
    }

    private void terminateUnderLoad(ServerProcess server, String store) throws Exception {
        LongAdder answers = new LongAdder();
        Future<?> watcher = watch(server);
        List<Future<?>> readers = new ArrayList<>();
        long began = System.nanoTime();
        for (int number = 0; number < WRITERS; number++) {
            PipelinedWriter writer = new PipelinedWriter(number, server);
            writers.add(writer);
            threads.execute(() -> writer.send(PUTS_PER_SECOND / WRITERS));
            readers.add(threads.submit(() -> {
                writer.read(answers);
                return null;
            }));
        }
        while (answers.sum() < PUTS_BEFORE) {
            LockSupport.parkNanos(LOOK_NANOS);
            assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
        }
        double rate = answers.sum() / ((System.nanoTime() - began) / 1e9);
        long asked = System.nanoTime();
        server.signal("TERM");
        assertEquals(0, server.awaitExit());
        double seconds = (System.nanoTime() - asked) / 1e9;
        for (Future<?> reader : readers) {
            reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        watcher.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        System.out.printf(
                "%s: %.0f puts/s, stopped within %.2f s, %d sent, %d answered, %d refused%n",
                store,
                rate,
                seconds,
                writers.stream().mapToInt(PipelinedWriter::sent).sum(),
                writers.stream().mapToInt(PipelinedWriter::answered).sum(),
                writers.stream().mapToInt(PipelinedWriter::refused).sum());
        assertTrue(seconds < MOST_SECONDS_TO_STOP, seconds + " s");
    }

    /** Writes down which keys somebody else was told of. */
    private Future<?> watch(ServerProcess server) throws IOException {
        FrameClient client = server.connect();
        assertEquals("watch<0>", client.ask("watch<k>"));
        return threads.submit(() -> {
            try (client) {
                Frame frame = Frame.of(client.frame());
                while (frame.isNamed("changed")) {
                    watched.add(frame.text(0));
                    frame = Frame.of(client.frame());
                }
                assertTrue(frame.isNamed("bye"), frame.toString());
            }
            return null;
        });
    }

    private static void checkStored(FrameClient client, PipelinedWriter writer) throws IOException {
        for (int from = 0; from < writer.sent(); from += TOGETHER) {
            int to = Math.min(writer.sent(), from + TOGETHER);
            StringBuilder questions = new StringBuilder();
            for (int at = from; at < to; at++) {
                questions.append("get<").append(writer.key(at)).append('>');
            }
            client.send(questions.toString());
            for (int at = from; at < to; at++) {
                assertEquals(at < writer.answered() ? "value<" + at + ">" : "none<>", client.frame(), writer.key(at));
            }
        }
    }
}
