package maru.bootstrap.reliability.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maru.bootstrap.reliability.doors.Crowd.Visitor;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerLaunch;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of connections, each of which sends a byte every five seconds and never makes a request. */
class DrippingClientsServerTest {
    private static final int DRIP_MILLIS = 5_000;
    private static final long MOST_BYTES_EACH = 4_096;
    private static final int CHOICE_SECONDS = 10;
    private static final int FRAME_SECONDS = 30;
    private static final int NOT_BUSY_SECONDS = 1;
    private static final int BUSY_SECONDS = 40;

    /** Bytes that never choose a dialect. */
    private static final List<String> UNDECIDED =
            List.of("getgetgetget", "            ", "bob and all o", "\t\r\t\r\t\r\t\r\t\r\t\r");

    /** Bytes of a frame that never ends. */
    private static final List<String> UNFINISHED = List.of("<aaaaaaaaaaaa", "<\\\\\\\\\\\\\\\\");

    @TempDir
    Path folder;

    @Test
    void whoNeverChoosesADialectIsClosedInTime() throws Exception {
        drip(300, UNDECIDED, CHOICE_SECONDS, BUSY_SECONDS, 0);
    }

    @Test
    @Tag("nightly")
    void fiveThousandWhoNeverChooseADialectAreClosedInTimeAndCostLittle() throws Exception {
        drip(5_000, UNDECIDED, CHOICE_SECONDS, NOT_BUSY_SECONDS, MOST_BYTES_EACH);
    }

    @Test
    @Tag("nightly")
    void fiveThousandWhoNeverEndAFrameAreClosedInTimeAndCostLittle() throws Exception {
        drip(5_000, UNFINISHED, FRAME_SECONDS, NOT_BUSY_SECONDS, MOST_BYTES_EACH);
    }

    /** @param mostBytesEach 0: not measured */
    private void drip(int count, List<String> shapes, int seconds, int graceSeconds, long mostBytesEach)
            throws Exception {
        ServerLaunch launch = new ServerLaunch(folder).jvm("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");
        try (ServerProcess server = launch.start("mem");
                Crowd crowd = new Crowd(server.port());
                FrameClient other = server.connect()) {
            ProcessFigures figures = new ProcessFigures(server.pid());
            assertEquals("pong<>", other.ask("ping<>"));
            long heap = mostBytesEach == 0 ? 0 : figures.liveHeapBytes();
            long resident = figures.residentBytes();
            List<Long> begun = new ArrayList<>();
            for (int at = 0; at < count; at++) {
                Visitor visitor = crowd.come(1).get(0);
                begun.add(System.nanoTime());
                visitor.send(shapes.get(at % shapes.size()).substring(0, 1));
            }
            crowd.look(DRIP_MILLIS / 2, () -> false);
            if (mostBytesEach > 0) {
                long each = figures.liveHeapBytes() - heap;
                long outside = figures.residentBytes() - resident;
                System.out.printf(
                        "%d clients that drip: %d bytes of heap each, %d of other memory%n",
                        count, each / count, outside / count);
                assertTrue((each + Math.max(0, outside)) / count <= mostBytesEach, each + " and " + outside);
            }
            dripOn(crowd, shapes, seconds + graceSeconds);
            assertEquals("pong<>", other.ask("ping<>"));
            check(crowd, begun, seconds, graceSeconds);
        }
    }

    private static void dripOn(Crowd crowd, List<String> shapes, int seconds) throws Exception {
        for (int drip = 1; drip * DRIP_MILLIS <= (seconds + 10) * 1_000; drip++) {
            crowd.look(DRIP_MILLIS, () -> crowd.all().stream().allMatch(Visitor::isClosed));
            for (int at = 0; at < crowd.all().size(); at++) {
                String bytes = shapes.get(at % shapes.size());
                crowd.all().get(at).send(bytes.substring(drip % bytes.length(), drip % bytes.length() + 1));
            }
        }
    }

    private static void check(Crowd crowd, List<Long> begun, int seconds, int graceSeconds) {
        double last = 0;
        for (int at = 0; at < crowd.all().size(); at++) {
            Visitor visitor = crowd.all().get(at);
            assertTrue(visitor.isClosed(), "it is never closed");
            double lasted = (visitor.closedAt() - begun.get(at)) / 1e9;
            assertTrue(
                    lasted > seconds - 1 && lasted < seconds + graceSeconds,
                    () -> "closed after " + lasted + " s: " + visitor.received());
            last = Math.max(last, lasted);
        }
        System.out.printf("%d clients that drip: closed after %.2f s at most%n", begun.size(), last);
    }
}
