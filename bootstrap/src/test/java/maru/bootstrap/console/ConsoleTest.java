package maru.bootstrap.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import maru.bootstrap.logging.MaruLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class ConsoleTest {
    private static final String LOGGER = "maru.bootstrap.console.ConsoleTest";

    private final MaruLog log = MaruLog.process();
    private final FakeOperations operations = new FakeOperations();
    private final AtomicInteger stops = new AtomicInteger();
    private final Console console = new Console(
            operations, new FakeModeration(), new FakeNotices(), log, Clock.systemUTC(), stops::incrementAndGet);
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void setTheLevelBack() {
        log.levels().set("", Level.INFO);
        log.levels().set(LOGGER, Level.INFO);
    }

    @Test
    void helpHasALineForEveryCommand() {
        console.run("help", output::add);

        assertEquals(
                List.of(
                        "help",
                        "clients",
                        "stats",
                        "backup",
                        "rooms",
                        "kick",
                        "account",
                        "ban",
                        "unban",
                        "bans",
                        "mute",
                        "unmute",
                        "notice",
                        "notices",
                        "notice-end",
                        "level",
                        "log",
                        "stop"),
                output.stream().map(line -> line.split(" ", 2)[0]).toList());
        assertTrue(
                output.stream().anyMatch(line -> line.matches("backup FILE +copies the whole store to a new file")),
                output.toString());
    }

    @Test
    void clientsAreCountedAndShown() {
        console.run("clients", output::add);

        assertEquals("2 clients", output.get(0));
        assertEquals(4, output.size());
        assertTrue(output.get(2).startsWith("1   alice  127.0.0.1:50000  frames"), output.get(2));
    }

    @Test
    void clientsAreFiltered() {
        console.run("clients ali", output::add);
        console.run("clients nobody", output::add);

        assertEquals("1 client", output.get(0));
        assertEquals("0 clients", output.get(3));
        assertEquals(4, output.size());
    }

    @Test
    void statsAreShownInOrder() {
        console.run("stats", output::add);

        assertEquals(List.of("clients.connected 2", "store.keys 3"), output);
    }

    @Test
    void backupGoesToTheFile() {
        console.run("backup 'my backup.db'", output::add);

        Path file = Path.of("my backup.db").toAbsolutePath();
        assertEquals(List.of(file), operations.backups);
        assertEquals(List.of("4096 bytes are in " + file), output);
    }

    @Test
    void aBackupThatFailsSaysWhyInALine() {
        operations.failure = new IOException("there is no room\nfor it");
        console.run("backup x", output::add);

        assertEquals(List.of("! there is no room\\nfor it"), output);
    }

    @Test
    void aFaultIsSaidAndSurvived() {
        operations.failure = new IllegalStateException("a fault");
        console.run("backup x", output::add);
        console.run("stats", output::add);

        assertEquals("! that failed, and the log says more: java.lang.IllegalStateException: a fault", output.get(0));
        assertEquals(3, output.size());
    }

    @Test
    void levelIsSetForTheRootOrALogger() {
        console.run("level debug", output::add);
        console.run("level " + LOGGER + " trace", output::add);
        console.run("level", output::add);

        assertEquals("root is at debug", output.get(0).split(";", 2)[0]);
        assertEquals(LOGGER + " is at trace", output.get(1).split(";", 2)[0]);
        assertTrue(output.contains("root debug"), output.toString());
        assertTrue(output.contains(LOGGER + " trace"), output.toString());
        assertTrue(log.levels().getLogger(LOGGER).isTraceEnabled());
    }

    @Test
    void levelIsSetForAWhile() {
        console.run("level " + LOGGER + " TRACE 30", output::add);
        console.run("level root warn 1", output::add);
        console.run("level", output::add);

        assertEquals(LOGGER + " is at trace for 30 min", output.get(0).split(";", 2)[0]);
        assertTrue(output.contains("root warn, for 1 min"), output.toString());
        assertTrue(output.contains(LOGGER + " trace, for 30 min"), output.toString());
    }

    @Test
    void logShowsTheNewestLines() {
        log.levels().getLogger(LOGGER).info("one");
        log.levels().getLogger(LOGGER).error("two");
        log.levels().getLogger(LOGGER).info("three");

        console.run("log 2", output::add);
        assertEquals(2, output.size());
        assertTrue(output.get(1).endsWith(" ConsoleTest three"), output.get(1));
        output.clear();
        console.run("log error 1", output::add);
        assertEquals(1, output.size());
        assertTrue(output.get(0).endsWith(" ConsoleTest two"), output.get(0));
        output.clear();
        console.run("log", output::add);
        assertTrue(output.size() >= 3 && output.size() <= 20, output.toString());
    }

    @Test
    void stopStopsOnce() {
        console.run("stop", output::add);

        assertEquals(1, stops.get());
        assertEquals(List.of("stopping"), output);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kik bob           | ! there is no command 'kik': help shows those there are",
                "stop 15m          | ! there are too many words; it is typed so: stop",
                "stats x           | ! there are too many words; it is typed so: stats",
                "backup            | ! the name of the file is missing; it is typed so: backup FILE",
                "backup a b        | ! there are too many words; it is typed so: backup FILE",
                "backup 'a b       | ! a quote ' is not closed",
                "level loud        | ! a level is one of error, warn, info, debug and trace; it is typed so: level [LOGGER]"
                        + " LEVEL [MINUTES]",
                "level debug 0     | ! the minutes are a number from 1 to 10080, and not '0'; it is typed so: level"
                        + " [LOGGER] LEVEL [MINUTES]",
                "level a debug -1  | ! the minutes are a number from 1 to 10080, and not '-1'; it is typed so: level"
                        + " [LOGGER] LEVEL [MINUTES]",
                "level debug 1 2   | ! a level is one of error, warn, info, debug and trace; it is typed so: level"
                        + " [LOGGER] LEVEL [MINUTES]",
                "log 10001         | ! the lines are a number from 1 to 10000, and not '10001'; it is typed so: log"
                        + " [LEVEL] [N]",
                "log loud 5        | ! 'loud' is no level; it is typed so: log [LEVEL] [N]",
            })
    void aWrongCommandGetsOneLineOfHelp(String line, String answer) {
        console.run(line, output::add);

        assertEquals(List.of(answer), output);
        assertEquals(0, stops.get());
    }

    @Test
    void anEmptyLineDoesNothing() {
        console.run("  ", output::add);

        assertEquals(List.of(), output);
    }

    @Test
    void whatIsShownCantPaintTheTerminal() {
        console.run("\u001b[2J\u202e", output::add);

        assertEquals(List.of("! there is no command '\\u001b[2J\\u202e': help shows those there are"), output);
    }

    @Test
    void readsLinesInUtf8UntilTheEnd() throws InterruptedException {
        read(stream("마루\r\n\nstats\nclients alice"));

        assertEquals("! there is no command '마루': help shows those there are", output.get(0));
        assertEquals("clients.connected 2", output.get(1));
        assertEquals("1 client", output.get(3));
    }

    @Test
    void cutsALineWithoutEnd() throws InterruptedException {
        read(stream("x".repeat(1 << 20) + "\nstop\n"));

        assertEquals(2, output.size());
        assertEquals(1, stops.get());
    }

    @Test
    void endsWithAnInputThatFails() throws InterruptedException {
        read(new PipedInputStream());

        assertEquals(List.of(), output);
        assertEquals(0, stops.get());
    }

    @Test
    void anyBytesDoNoHarm() throws InterruptedException {
        byte[] bytes = new byte[100_000];
        new java.util.Random(7).nextBytes(bytes);
        read(new ByteArrayInputStream(bytes));

        assertTrue(output.stream().allMatch(line -> line.startsWith("! ")), output.toString());
    }

    private void read(InputStream in) throws InterruptedException {
        Thread thread = ConsoleThread.startPlain(console, in, output::add);
        thread.join(TimeUnit.SECONDS.toMillis(20));
        assertFalse(thread.isAlive());
        assertTrue(thread.isDaemon());
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
