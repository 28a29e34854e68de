package maru.bootstrap.reliability.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every sync of the real server takes half a second: answers come later, and memory is bounded. */
class SlowSyncServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int SYNC_MILLIS = 500;
    private static final int SECONDS = NIGHTLY ? 60 : 3;
    private static final int LONGEST_PING_MILLIS = 2_000;

    private static final int WARM_MILLIS = NIGHTLY ? 8_000 : 0;

    private final Load load = new Load();
    private final Pings pings = new Pings();

    @TempDir
    Path folder;

    private FaultyCalls calls;

    @BeforeEach
    void begin() throws Exception {
        calls = FaultyCalls.in(folder);
    }

    @AfterEach
    void end() throws Exception {
        load.close();
        calls.close();
    }

    private ServerProcess start(String heap) throws Exception {
        return calls.launch(folder).jvm(heap).start("rdb", "--db", "maru.db", "--log-file", "maru.log");
    }

    /** As fast as the server takes it. */
    private static Callable<Void> eager(int port, Load load, Puts puts) {
        return () -> {
            try (FrameClient client = new FrameClient(port)) {
                while (!load.isEnding()) {
                    puts.put(client, 1_000);
                }
            }
            return null;
        };
    }

    @Test
    void answersComeLaterAndNothingElseDoes() throws Exception {
        List<Puts> eager = new ArrayList<>();
        try (ServerProcess server = start("-Xmx512m")) {
            int port = server.port();
            Puts read = new Puts("read", 1, 10);
            try (FrameClient client = server.connect()) {
                read.put(client, 1);
            }
            calls.delay("sync", "-wal", SYNC_MILLIS);
            for (int writer = 0; writer < 8; writer++) {
                Puts puts = new Puts("w" + writer, 1_000, 100);
                eager.add(puts);
                load.with(eager(port, load, puts)).with(puts.watcher(port, load));
            }
            Says says = new Says("dev", 100);
            load.with(says.speaker(port, load, 500)).with(says.listener(port, load));
            load.goOn(WARM_MILLIS);
            load.with(read.reader(port, load, 500)).with(pings.client(port, load));
            load.goOn(SECONDS * 1_000L);
            int syncs = calls.met();
            load.endWithKill(server);
            System.out.println(syncs + " syncs, " + eager.get(0).answers() + " " + says.answers() + " " + pings);
            assertTrue(pings.longestMillis() <= LONGEST_PING_MILLIS, pings.toString());
            for (Puts puts : eager) {
                assertEquals(0, puts.answers().refused());
            }
            assertEquals(0, says.answers().refused());
            calls.heal();
            try (ServerProcess again = start("-Xmx512m")) {
                for (Puts puts : eager) {
                    puts.check(again.port());
                }
                says.check(again.port());
            }
        }
    }
}
