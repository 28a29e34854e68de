package maru.bootstrap.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.event.Level;

class MaruLogTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final MaruLog log = new MaruLog(1_000, 100, nanoTime::get);
    private final Logger logger = log.levels().getLogger("maru.Test");
    private final RecordingLogger terminal = new RecordingLogger();

    @TempDir
    Path folder;

    @AfterEach
    void letGoOfTheTerminal() throws InterruptedException {
        terminal.stuckUntil.countDown();
        log.close();
    }

    @Test
    void writesEveryLineBeforeItIsClosed() throws Exception {
        logger.info("before the start");
        start();
        for (int i = 0; i < 50; i++) {
            logger.info("line {} of {}\n{}", i, 50, "마루 {}");
        }
        log.close();

        List<String> lines = Files.readAllLines(file());
        assertEquals(51, lines.size());
        assertTrue(lines.get(0).endsWith(" Test before the start"), lines.get(0));
        assertTrue(lines.get(50).endsWith(" Test line 49 of 50\\n마루 {}"), lines.get(50));
        assertEquals(lines, terminal.lines);
    }

    @Test
    void appendsToWhatTheFileHolds() throws Exception {
        Files.writeString(file(), "from before\n");
        start();
        logger.info("new");
        log.close();

        assertEquals("from before", Files.readAllLines(file()).get(0));
        assertEquals(2, Files.readAllLines(file()).size());
    }

    @Test
    void leavesOutWhatIsBelowTheLevel() throws Exception {
        start();
        logger.debug("hidden");
        log.levels().set(LogLevels.ROOT, Level.DEBUG);
        logger.debug("shown");
        log.close();

        assertEquals(1, Files.readAllLines(file()).size());
        assertEquals(1, log.ring().newest(Level.TRACE, 10).size());
    }

    @Test
    void aStuckTerminalStopsNobody() throws Exception {
        terminal.stuckUntil = new CountDownLatch(1);
        start();
        logger.info("first");
        assertTrue(terminal.reached.await(10, TimeUnit.SECONDS));
        for (int i = 0; i < 500; i++) {
            logger.info("line {}", i);
        }

        assertEquals(501, log.ring().newest(Level.TRACE, 1_000).size());
        terminal.stuckUntil.countDown();
        log.close();
        assertEquals(102, terminal.lines.size());
        assertTrue(terminal.lines.get(100).endsWith(" line 99"), terminal.lines.get(100));
        assertTrue(terminal.lines.get(101).endsWith(" log_lines_left_out count=400"), terminal.lines.get(101));
        assertEquals(terminal.lines, Files.readAllLines(file()));
    }

    @Test
    void theFileIsCompleteThoughTheTerminalIsStuckForGood() throws Exception {
        terminal.stuckUntil = new CountDownLatch(1);
        start();
        logger.info("first");
        assertTrue(terminal.reached.await(10, TimeUnit.SECONDS));
        logger.info("last");
        log.close();

        List<String> lines = Files.readAllLines(file());
        assertEquals(2, lines.size());
        assertTrue(lines.get(1).endsWith(" last"), lines.get(1));
    }

    @Test
    void aFileThatFailsIsComplainedAboutOnceAndTriedAgain() throws Exception {
        Path missing = folder.resolve("not-there");
        log.start(missing.resolve("maru.log"), terminal);
        log.openTerminal();
        logger.info("one");
        terminal.await("log_file_failed");
        logger.info("two");
        terminal.await("two");
        assertFalse(Files.exists(missing));
        Files.createDirectory(missing);
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(10));
        logger.info("three");
        terminal.await("log_file_works_again");
        log.close();

        assertEquals(1, terminal.count("log_file_failed"));
        List<String> lines = Files.readAllLines(missing.resolve("maru.log"));
        assertTrue(lines.get(0).endsWith(" three"), lines.get(0));
        assertTrue(lines.get(1).endsWith(" lines_missed=3"), lines.get(1));
    }

    @Test
    void theTerminalSeesNothingOfAStartThatFails() throws Exception {
        log.start(file(), terminal);
        logger.info("starting");
        log.close();

        assertEquals(List.of(), terminal.lines);
        assertEquals(1, Files.readAllLines(file()).size());
    }

    @Test
    void theTerminalSeesAStartThatTakesLong() throws Exception {
        log.start(file(), terminal);
        logger.info("starting");
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(2));

        terminal.await("starting");
    }

    @Test
    void showsLinesWhereAnOperatorTypes() throws Exception {
        List<String> screen = Collections.synchronizedList(new ArrayList<>());
        start();
        logger.info("one");
        terminal.await("one");
        log.showOn(screen::add);
        logger.info("two");
        log.close();

        assertEquals(1, terminal.lines.size());
        assertEquals(1, screen.size());
        assertEquals(screen.get(0), Files.readAllLines(file()).get(1));
    }

    @Test
    void aLevelForAWhileGoesBackByItself() throws IOException, InterruptedException {
        start();
        log.levels().setFor("maru.Test", Level.TRACE, 1);
        assertTrue(logger.isTraceEnabled());
        nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));

        terminal.await("level_back logger=maru.Test");
        assertFalse(logger.isTraceEnabled());
    }

    @Test
    void neverThrowsAndCountsWhatCouldNotBeWritten() throws Exception {
        start();
        logger.info("failed", new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no text");
            }
        });
        log.close();

        assertTrue(terminal.lines.get(0).endsWith(" log_lines_left_out count=1"), terminal.lines.get(0));
    }

    @Test
    void tellsOfAnErrorThatThereIsNoMemory() {
        AtomicInteger told = new AtomicInteger();
        log.onOutOfMemory(told::incrementAndGet);

        logger.warn("a task failed", new IllegalStateException(new IllegalArgumentException()));
        assertEquals(0, told.get());
        logger.warn("a task failed", new IllegalStateException(new OutOfMemoryError("Java heap space")));
        assertEquals(1, told.get());
    }

    @Test
    void tellsOfItAlsoWhereTheLevelLetsNoneOfItThrough() {
        AtomicInteger told = new AtomicInteger();
        log.onOutOfMemory(told::incrementAndGet);
        log.levels().set(LogLevels.ROOT, Level.ERROR);

        logger.warn("a task failed", new OutOfMemoryError("Java heap space"));

        assertEquals(1, told.get());
        assertEquals(List.of(), log.ring().newest(Level.TRACE, 10));
    }

    private void start() {
        log.start(file(), terminal);
        log.openTerminal();
    }

    private Path file() {
        return folder.resolve("maru.log");
    }
}
