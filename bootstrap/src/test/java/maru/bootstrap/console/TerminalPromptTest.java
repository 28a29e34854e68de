package maru.bootstrap.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import maru.bootstrap.logging.MaruLog;
import maru.bootstrap.testing.AwaitedOutput;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TerminalPromptTest {
    private final AwaitedOutput screen = new AwaitedOutput();
    private final FakeModeration moderation = new FakeModeration();
    private final FakeNotices notices = new FakeNotices();
    private final Semaphore stops = new Semaphore(0);
    private LineDisciplineTerminal terminal;
    private TerminalPrompt prompt;
    private Thread thread;

    @BeforeEach
    void start() throws Exception {
        terminal = new LineDisciplineTerminal("test", "xterm", screen, StandardCharsets.UTF_8);
        terminal.setSize(new Size(80, 24));
        Attributes attributes = terminal.getAttributes();
        attributes.setControlChar(Attributes.ControlChar.VINTR, 0);
        terminal.setAttributes(attributes);
        Console console = new Console(
                new FakeOperations(), moderation, notices, MaruLog.process(), Clock.systemUTC(), stops::release);
        prompt = new TerminalPrompt(terminal, console);
        thread = new Thread(prompt::run, "console");
        thread.setDaemon(true);
        thread.start();
        screen.await("maru> ");
    }

    @AfterEach
    void end() throws Exception {
        prompt.close();
        thread.join(20_000);
        assertFalse(thread.isAlive());
    }

    @Test
    void keepsTheHalfTypedLineWhileOthersScroll() throws Exception {
        type("sta");
        screen.await("sta");
        prompt.accept("a line of the log");
        screen.await("a line of the log\n+maru> sta");
        type("ts\r");

        screen.await("clients.connected 2\n.*store.keys 3\n.*maru> ");
    }

    @Test
    void ctrlCClearsALineAndStopsOnAnEmptyOne() throws Exception {
        type("stop");
        screen.await("stop");
        type("\003");
        screen.await("maru> ");
        assertEquals(0, stops.availablePermits());
        type("\003");

        screen.await("stopping\n");
        assertTrue(stops.tryAcquire(20, TimeUnit.SECONDS), "it says so and then stops");
    }

    @Test
    void ctrlDEndsTheConsoleAlone() throws Exception {
        type("\004");

        screen.await("the console ends, and the server goes on");
        thread.join(20_000);
        assertEquals(0, stops.availablePermits());
    }

    @Test
    void completesCommandsAndNames() throws Exception {
        type("acc\t");
        screen.await("account ");
        type("al\tpas\t");
        screen.await("alice +password");
        type("\003notice --room lob\t");
        screen.await("--room lobby ");
    }

    @Test
    void takesWhatIsTypedAsItIs() throws Exception {
        type("notice it's  \\ \"late!!\" !1\r");

        screen.await("notice 7 is told to everybody");
        assertEquals("it's  \\ \"late!!\" !1", notices.announced.get(0).text().toString());
    }

    @Test
    void showsAPasswordNowhere() throws Exception {
        type("account alice password\r");
        screen.await("the new password of alice: ");
        type("correct horse\r");
        screen.await("once more: ");
        type("correct horse\r");
        screen.await("alice has a new password.*maru> ");
        type("\033OA");
        screen.await("account alice password");

        assertEquals(List.of("password of alice is correct horse"), moderation.done);
        assertFalse(screen.text().contains("horse"));
    }

    @Test
    void aPasswordBehindTheCommandIsNotRemembered() throws Exception {
        type("stats\r");
        screen.await("clients.connected 2\n.*maru> ");
        type("account alice password correct horse\r");
        screen.await("! there are too many words.*maru> ");
        type("\033OA");
        screen.await("stats");

        assertEquals(List.of(), moderation.done);
    }

    @Test
    void aPasswordThatIsTypedWrongChangesNothing() throws Exception {
        type("account alice password\r");
        screen.await("the new password of alice: ");
        type("correct horse\r");
        screen.await("once more: ");
        type("correct house\r");
        screen.await("! the two were not the same\n.*nothing is changed.*maru> ");
        type("account alice password\r");
        screen.await("the new password of alice: ");
        type("correct\003");
        screen.await("nothing is changed.*maru> ");

        assertEquals(List.of(), moderation.done);
        assertEquals(0, stops.availablePermits());
    }

    @Test
    void asksBeforeABanOfManyAndKeepsTheAnswerOutOfTheHistory() throws Exception {
        type("ban 127.0.0.1\r");
        screen.await("type yes to ban: ");
        type("yes\r");
        screen.await("banned address 127.0.0.1 for good.*maru> ");
        type("\033OA");
        screen.await("ban 127.0.0.1");
        type("\003");
        screen.await("maru> ");
        type("ban 127.0.0.2\r");
        screen.await("type yes to ban: ");
        type("\003");
        screen.await("not confirmed: nothing is changed.*maru> ");

        assertEquals(List.of("ban address 127.0.0.1 0 []"), moderation.done);
        assertEquals(0, stops.availablePermits());
    }

    @Test
    void endsWhenItIsClosed() throws Exception {
        type("sta");
        screen.await("sta");
        prompt.close();
        thread.join(20_000);

        assertFalse(thread.isAlive());
    }

    private void type(String text) throws IOException {
        terminal.processInputBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
