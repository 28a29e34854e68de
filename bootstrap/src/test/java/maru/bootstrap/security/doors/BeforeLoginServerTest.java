package maru.bootstrap.security.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where one has to log in. */
class BeforeLoginServerTest {
    @TempDir
    Path folder;

    @Test
    void oneHasSoLongAndShortFramesAndFewCommands() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem", "--require-login", "--login-timeout", "2");
                FrameClient late = server.connect();
                FrameClient user = server.connect();
                FrameClient person = server.connect()) {
            String tooLong = "put<k," + "v".repeat(1_018) + ">";
            assertEquals("pong<>", late.ask("ping<>"));
            assertTrue(late.ask("hello<1>").startsWith("error<login-required,"));
            assertTrue(late.ask("get<k>").startsWith("error<login-required,"));
            assertTrue(late.ask(tooLong).startsWith("error<too-long,a frame has at most 1024 bytes before "));
            assertTrue(user.ask("login<alice>").startsWith("welcome<"));
            assertEquals("ok<>", user.ask(tooLong));
            assertEquals("bye<protocol,1000,nobody has logged in within 2 seconds: log in first>", late.rest());
            person.send("alice\n");
            assertTrue(person.rest().endsWith("\n* goodbye: nobody has logged in within 2 seconds: log in first\n"));
            assertEquals("pong<>", user.ask("ping<>"));
            Statistics statistics = Statistics.of(server);
            assertEquals(2, statistics.figure("limits.login-timeout"));
            assertEquals(1, statistics.figure("limits.login-frame"));
        }
    }
}
