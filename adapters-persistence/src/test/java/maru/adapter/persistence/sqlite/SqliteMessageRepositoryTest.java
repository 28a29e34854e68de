package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.SqliteOptions;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.TimeSource;
import maru.application.testing.MessageRepositoryContract;
import maru.application.testing.RoomClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMessageRepositoryTest extends MessageRepositoryContract {
    @TempDir
    Path directory;

    private SqliteStore store;

    @Override
    protected MessageRepository open(TimeSource time) throws Exception {
        store = SqliteStore.open(new SqliteOptions(directory.resolve("maru.db"), Durability.POWER, 1_000), time);
        store.start();
        return store.messages();
    }

    @Override
    protected void close() {
        store.close();
    }

    @Test
    void keepsAll() {
        say(lobby, 1_000);
        long epoch = lobby.epoch();
        messages.forget(lobby.log());
        lobby = new RoomClient(messages, time, lane, "lobby");
        assertEquals(epoch, lobby.epoch());
        assertEquals(texts(1, 1_000), RoomClient.texts(lobby.history(1_000)));
        assertEquals(texts(1, 10), RoomClient.texts(lobby.since(0, 10)));
        assertEquals(1_000, store.statistics().statistics().get("store.messages"));
        assertEquals(1, store.statistics().statistics().get("store.rooms"));
    }

    @Test
    void roomInWhichNothingWasSaidTakesNoPlace() {
        assertEquals(0, lobby.last());
        assertEquals(0, store.statistics().statistics().get("store.rooms"));
    }

    @Test
    void logsOfARoomThatWereOpenedBeforeTheFirstMessageAreOne() {
        RoomClient same = new RoomClient(messages, time, lane, "lobby");
        assertEquals(1, same.say("bob", "x").value().id());
        assertEquals(2, lobby.say("bob", "y").value().id());
        assertEquals("lobby", lobby.room());
        assertEquals(2, same.last());
    }
}
