package maru.bootstrap.security.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who says too much. */
class MessageRateServerTest {
    private static final int BURST = 20;

    @TempDir
    Path folder;

    @Test
    void whoSaysTooMuchIsToldWhenToGoOnWhateverTheDialect() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem", "--message-rate", "1/" + BURST);
                FrameClient alice = server.connect();
                FrameClient bob = server.connect()) {
            assertTrue(alice.ask("login<alice>").startsWith("welcome<"));
            alice.send("say<general,x>".repeat(2 * BURST));
            int sent = 0;
            int refused = 0;
            while (sent + refused < 2 * BURST) {
                String frame = alice.frame();
                sent += frame.startsWith("sent<") ? 1 : 0;
                refused += frame.matches("error<rate-limited,20 messages at once at most\\\\, and 1 a second: try again"
                                + " in \\d+ ms>")
                        ? 1
                        : 0;
                assertTrue(frame.matches("(sent|message|error)<.*"), frame);
            }
            assertTrue(sent >= BURST && refused > 0, sent + " said, " + refused + " refused");
            bob.send("bob\n" + "x\n".repeat(2 * BURST) + "/bye\n");
            String shown = bob.rest();
            assertTrue(shown.contains("! 20 messages at once at most, and 1 a second: try again in "), shown);
            assertTrue(Statistics.of(server).figure("limits.messages") >= refused);
        }
    }

    @Test
    void aDryRunCountsAndSaysThem() throws Exception {
        try (ServerProcess server =
                        ServerProcess.start(folder, "mem", "--message-rate", "1/" + BURST, "--dry-run-limits");
                FrameClient alice = server.connect()) {
            assertTrue(alice.ask("login<alice>").startsWith("welcome<"));
            alice.send("tell<alice,x>".repeat(2 * BURST) + "ping<>");
            int sent = 0;
            for (String frame = alice.frame(); !frame.equals("pong<>"); frame = alice.frame()) {
                sent += frame.startsWith("sent<") ? 1 : 0;
            }
            assertEquals(2 * BURST, sent);
            assertTrue(Statistics.of(server).figure("limits.messages") > 0);
        }
    }
}
