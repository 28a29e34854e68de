package maru.bootstrap.security.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask more than they may. */
class RequestRateServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int LEGAL_REQUESTS = NIGHTLY ? 1_000_000 : 3_000;
    private static final int LEGAL_RATE = NIGHTLY ? 20_000 : 1_500;
    private static final int LEGAL_BURST = NIGHTLY ? 1_000 : 500;
    private static final int FLOODERS = NIGHTLY ? 4 : 2;
    private static final int PINGS = NIGHTLY ? 2_000 : 200;
    private static final int BURST = 400;

    /** Many times what makes a flood, so that it is one however slowly it is sent. */
    private static final int PIECE = 10_000;

    private static final int DRY = 2_000;
    private static final long P99_NANOS = 20_000_000;

    @TempDir
    Path folder;

    @Test
    void whoNeverSendsMoreThanTheBurstWithoutWaitingIsOnlySlowedAndLosesNothing() throws Exception {
        try (ServerProcess server =
                        ServerProcess.start(folder, "mem", "--request-rate", LEGAL_RATE + "/" + LEGAL_BURST);
                FrameClient client = server.connect()) {
            long began = System.nanoTime();
            int asked = 0;
            for (int answered = 0; answered < LEGAL_REQUESTS; answered++) {
                if (asked == answered || (asked - answered < LEGAL_BURST / 2 && asked < LEGAL_REQUESTS)) {
                    int more = Math.min(LEGAL_BURST - (asked - answered), LEGAL_REQUESTS - asked);
                    client.send("add<n,1>".repeat(more));
                    asked += more;
                }
                assertEquals("value<" + (answered + 1) + ">", client.frame());
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("slowed: %d requests in %.2f s, all answered in order%n", LEGAL_REQUESTS, seconds);
            double least = (LEGAL_REQUESTS - 2.0 * LEGAL_BURST) / LEGAL_RATE;
            assertTrue(seconds >= least, seconds + " s, and not " + least);
            assertTrue(!NIGHTLY || Statistics.of(server).figure("limits.requests") > 0);
        }
    }

    @Test
    void aFloodIsDoneThenRefusedThenEndedAndNobodyElseWaits() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem", "--request-rate", "1000/" + BURST);
                FrameClient other = server.connect()) {
            AtomicBoolean isOver = new AtomicBoolean();
            List<Thread> flooders = new ArrayList<>();
            List<Flood> floods = new ArrayList<>();
            for (int count = 0; count < FLOODERS; count++) {
                Flood flood = new Flood(server, isOver);
                floods.add(flood);
                flooders.add(new Thread(flood));
                flooders.get(count).start();
            }
            List<Long> nanos = new ArrayList<>();
            for (int ping = 0; ping < PINGS; ping++) {
                long asked = System.nanoTime();
                assertEquals("pong<>", other.ask("ping<>"));
                nanos.add(System.nanoTime() - asked);
                Thread.sleep(1); // a thousand a second
            }
            isOver.set(true);
            for (Thread flooder : flooders) {
                flooder.join();
            }
            nanos.sort(null);
            long p99 = nanos.get(nanos.size() * 99 / 100);
            System.out.printf("flood: %s; pings of another p99 %.2f ms%n", floods, p99 / 1e6);
            for (Flood flood : floods) {
                assertTrue(flood.isAsPromised(), floods.toString());
            }
            assertTrue(!NIGHTLY || p99 <= P99_NANOS, p99 + " ns");
        }
    }

    @Test
    void aDryRunCountsThemAndDoesThem() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem", "--request-rate", "10/20", "--dry-run-limits");
                FrameClient client = server.connect()) {
            client.send("add<n,1>".repeat(DRY));
            for (int answered = 1; answered <= DRY; answered++) {
                assertEquals("value<" + answered + ">", client.frame());
            }
            assertTrue(Statistics.of(server).figure("limits.requests") > DRY / 2);
        }
    }

    /** Sends pings as fast as they can be sent, reads all replies, and comes again when it was sent away. */
    private static final class Flood implements Runnable {
        private final ServerProcess server;
        private final AtomicBoolean isOver;
        private int done;
        private int refused;
        private int byes;
        private String wrong = "";

        Flood(ServerProcess server, AtomicBoolean isOver) {
            this.server = server;
            this.isOver = isOver;
        }

        @Override
        public void run() {
            do {
                try (FrameClient client = server.connect()) {
                    Thread sender = new Thread(() -> send(client));
                    sender.start();
                    read(client);
                    sender.join();
                } catch (IOException | InterruptedException e) {
                    wrong = e.toString();
                }
            } while (!isOver.get() && wrong.isEmpty());
        }

        private static void send(FrameClient client) {
            try {
                while (true) {
                    client.send("ping<>".repeat(PIECE));
                }
            } catch (IOException e) {
                // it was sent away
            }
        }

        private void read(FrameClient client) throws IOException {
            String frame = client.frame();
            for (; !frame.startsWith("bye<"); frame = client.frame()) {
                if (frame.equals("pong<>")) {
                    done++;
                } else if (frame.startsWith("error<rate-limited,1000 requests a second and 400 at once at most")) {
                    refused++;
                } else {
                    wrong = frame;
                }
            }
            byes++;
            wrong = frame.startsWith("bye<flood,10000,") ? wrong : frame;
            client.close();
        }

        /** A burst is done and another before any is refused, and three more are before it ends. */
        boolean isAsPromised() {
            return wrong.isEmpty() && byes > 0 && done >= 2 * BURST * byes && refused >= 3 * BURST * byes;
        }

        @Override
        public String toString() {
            return done + " done, " + refused + " refused, " + byes + " times sent away" + wrong;
        }
    }
}
