package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.StoreException;
import maru.application.testing.SettableTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With commits that are not synced, a machine that goes down may take back what was shown: then ids begin a new epoch. */
class MachineRestartTest {
    private final SettableTime time = new SettableTime();

    @TempDir
    Path directory;

    @Test
    void epochStaysWhereOnlyTheProcessWasKilled() throws Exception {
        Killed killed = speakAndKill(Durability.PROCESS);

        assertEquals(killed.epoch, epoch(killed.image, Durability.PROCESS, 1));
    }

    @Test
    void newEpochBeginsWhereTheMachineWentDown() throws Exception {
        Killed killed = speakAndKill(Durability.PROCESS);

        long next = epoch(killed.image, Durability.POWER, 2);
        assertTrue(next > killed.epoch);
        assertEquals(next, epoch(killed.image, Durability.POWER, 3));
    }

    @Test
    void epochStaysWhereEverythingWasSynced() throws Exception {
        Killed killed = speakAndKill(Durability.POWER);

        assertEquals(killed.epoch, epoch(killed.image, Durability.PROCESS, 2));
    }

    @Test
    void epochStaysAfterAStop() throws Exception {
        Path file = directory.resolve("maru.db");
        long epoch = epoch(file, Durability.PROCESS, 1);

        assertEquals(epoch, epoch(file, Durability.PROCESS, 2));
    }

    @Test
    void thisMachineHasAStart() {
        assertNotEquals(0, MachineBoot.id());
        assertEquals(MachineBoot.id(), MachineBoot.id());
    }

    private record Killed(Path image, long epoch) {}

    private Killed speakAndKill(Durability durability) throws Exception {
        Path file = directory.resolve("maru.db");
        try (StoreUnderTest store = open(file, durability, 1)) {
            long epoch = store.room("lobby", time).epoch();
            store.client(1).put("a", "1").value();
            return new Killed(StoreUnderTest.copy(file, directory.resolve("image")), epoch);
        }
    }

    private long epoch(Path file, Durability durability, long boot) throws StoreException {
        try (StoreUnderTest store = open(file, durability, boot)) {
            return store.room("lobby", time).epoch();
        }
    }

    private StoreUnderTest open(Path file, Durability durability, long boot) throws StoreException {
        return StoreUnderTest.open(file, time, () -> new SqliteFile(file, durability, boot));
    }
}
