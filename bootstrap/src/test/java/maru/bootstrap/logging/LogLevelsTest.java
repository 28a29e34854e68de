package maru.bootstrap.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;

class LogLevelsTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final LogLevels levels = new MaruLog(10, 10, nanoTime::get).levels();
    private final Logger store = levels.getLogger("maru.store.Journal");
    private final Logger storeroom = levels.getLogger("maru.storeroom.Shelf");

    @Test
    void givesEachNameOneLogger() {
        assertSame(store, levels.getLogger("maru.store.Journal"));
    }

    @Test
    void setsWhatIsUnderAPrefixOfWholeWords() {
        assertEquals(1, levels.set("maru.store", Level.DEBUG));

        assertTrue(store.isDebugEnabled());
        assertFalse(storeroom.isDebugEnabled());
    }

    @Test
    void setsLoggersThatAreMadeLater() {
        assertEquals(0, levels.set("io.netty", Level.WARN));

        assertFalse(levels.getLogger("io.netty.channel.Channel").isInfoEnabled());
        assertTrue(levels.getLogger("io.nettyx").isInfoEnabled());
    }

    @Test
    void prefersTheLongestPrefix() {
        levels.set("maru.store.Journal", Level.TRACE);
        levels.set("maru", Level.ERROR);
        levels.set(LogLevels.ROOT, Level.DEBUG);

        assertTrue(store.isTraceEnabled());
        assertFalse(storeroom.isInfoEnabled());
        assertTrue(levels.getLogger("other").isDebugEnabled());
    }

    @Test
    void goesBackWhenItsTimeIsOver() {
        levels.set("maru.store", Level.ERROR);
        levels.setFor("maru.store", Level.DEBUG, 5);
        levels.setFor("maru.store", Level.TRACE, 7);
        pass(7);

        assertEquals(List.of("maru.store"), levels.expire());

        assertFalse(store.isInfoEnabled());
        assertEquals(List.of(), levels.expire());
    }

    @Test
    void goesBackToTheRootsLevelWhereThePrefixHadNone() {
        levels.setFor("maru.store", Level.DEBUG, 5);
        levels.setFor(LogLevels.ROOT, Level.ERROR, 6);
        pass(6);

        assertEquals(List.of("", "maru.store"), levels.expire());

        assertTrue(store.isInfoEnabled());
        assertEquals(List.of("root info"), levels.describe());
    }

    @Test
    void staysAsLongAsItsTimeIsNotOverOrIsForGood() {
        levels.setFor("maru.store", Level.DEBUG, 5);
        levels.setFor("maru.storeroom", Level.DEBUG, 5);
        levels.set("maru.storeroom", Level.DEBUG);
        pass(4);
        assertEquals(List.of(), levels.expire());
        pass(1);

        assertEquals(List.of("maru.store"), levels.expire());
        assertTrue(storeroom.isDebugEnabled());
    }

    @Test
    void describesWhatIsSet() {
        levels.set("io.netty", Level.WARN);
        levels.setFor("maru.store", Level.DEBUG, 5);

        assertEquals(List.of("root info", "io.netty warn", "maru.store debug, for 5 min"), levels.describe());
    }

    private void pass(long minutes) {
        nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(minutes));
    }
}
