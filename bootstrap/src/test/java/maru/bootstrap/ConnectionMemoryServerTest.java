package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import maru.bootstrap.testing.FrameClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client that comes and logs in has the server allocate, by the JVM's own counter: what lives and what does not. */
final class ConnectionMemoryServerTest {
    private static final int CLIENTS = 300;

    /** With the leave; 4,075 on two event loops as this was written. */
    private static final long MOST_BYTES = 5_000;

    private final List<FrameClient> clients = new ArrayList<>();

    private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

    /** Which itself allocates more than what is measured. */
    @BeforeEach
    void detectNoLeaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    @AfterEach
    void detectLeaksAgain() {
        ResourceLeakDetector.setLevel(level);
    }

    @Test
    void aConnectionAndItsLoginAllocateLittle() throws Exception {
        try (TestServer server = new TestServer("mem")) {
            enter(server.port());
            long before = allocated();
            enter(server.port());
            long each = (allocated() - before) / CLIENTS;
            assertTrue(each <= MOST_BYTES, each + " bytes a connection");
        } finally {
            for (FrameClient client : clients) {
                client.close();
            }
        }
    }

    /** They leave {@code general} again: nothing is measured of those who are told of each other. */
    private void enter(int port) throws IOException {
        for (int number = 0; number < CLIENTS; number++) {
            FrameClient client = new FrameClient(port);
            clients.add(client);
            String name = "u" + clients.size();
            String welcome = client.ask("login<" + name + ">");
            assertTrue(welcome.startsWith("welcome<"), welcome);
            String left = client.ask("leave<general>");
            assertTrue(left.startsWith("left<"), left);
        }
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("io-"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getThreadId()))
                .sum();
    }
}
