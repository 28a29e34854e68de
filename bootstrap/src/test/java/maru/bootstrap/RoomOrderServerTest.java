package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import maru.bootstrap.sessions.RoomTranscript;
import maru.bootstrap.sessions.RoomVisitor;
import maru.bootstrap.testing.FrameClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many talk at once in one room: all members see the same, in the same order, without gaps. */
final class RoomOrderServerTest {
    private static final int MEMBERS = 100;
    private static final int SENDERS = 50;
    private static final int SAID_EACH = 100;
    private static final int SAID = SENDERS * SAID_EACH;
    private static final int VISITORS = 10;
    private static final int MOST_VISITS = 40;

    @TempDir
    Path folder;

    private final RoomTranscript transcript = new RoomTranscript("hall");
    private final CountDownLatch allIn = new CountDownLatch(MEMBERS);
    private final AtomicBoolean allSaid = new AtomicBoolean();

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void everyMemberSeesTheSameSequence(String store) throws Exception {
        try (TestServer server = server(store)) {
            List<Callable<Void>> members = new ArrayList<>();
            for (int number = 0; number < MEMBERS; number++) {
                int its = number;
                members.add(() -> attend(server.port(), its));
            }
            runAll(members);

            assertEquals(SAID, transcript.size());
            transcript.checkHistory(server.port());
        }
    }

    @Test
    void whoComesAndGoesSeesARunWithoutGaps() throws Exception {
        try (TestServer server = server("mem")) {
            List<Callable<Void>> all = new ArrayList<>();
            for (int number = 0; number < MEMBERS; number++) {
                int its = number;
                all.add(() -> attendWhileOthersVisit(server.port(), its));
            }
            for (int number = 0; number < VISITORS; number++) {
                int its = number;
                all.add(() -> visit(server.port(), its));
            }
            runAll(all);

            assertTrue(transcript.size() > SAID);
        }
    }

    /** Senders say all that they have to say at once; every member reads until it has heard it all. */
    private Void attend(int port, int number) throws Exception {
        try (FrameClient member = new FrameClient(port)) {
            RoomVisitor visitor = new RoomVisitor(member, "member-" + number, transcript);
            visitor.enter();
            allIn.countDown();
            allIn.await();
            if (number < SENDERS) {
                visitor.say(SAID_EACH);
            }
            visitor.hear(SAID, number < SENDERS ? SAID_EACH : 0);
        }
        return null;
    }

    /** What the visitors say comes on top. */
    private Void attendWhileOthersVisit(int port, int number) throws Exception {
        attend(port, number);
        allSaid.set(true);
        return null;
    }

    private Void visit(int port, int number) throws Exception {
        try (FrameClient client = new FrameClient(port)) {
            RoomVisitor visitor = new RoomVisitor(client, "visitor-" + number, transcript);
            allIn.await();
            for (int visit = 0; visit == 0 || (visit < MOST_VISITS && !allSaid.get()); visit++) {
                visitor.visit();
            }
        }
        return null;
    }

    private static void runAll(List<Callable<Void>> works) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(works.size());
        try {
            for (Future<Void> work : threads.invokeAll(works)) {
                work.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private TestServer server(String store) throws Exception {
        return store.equals("rdb")
                ? new TestServer("rdb", "--db", folder.resolve("maru.db").toString())
                : new TestServer("mem", "--history", "10000");
    }
}
