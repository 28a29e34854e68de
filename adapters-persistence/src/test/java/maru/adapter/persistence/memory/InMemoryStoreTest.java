package maru.adapter.persistence.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import maru.adapter.persistence.Store;
import maru.adapter.persistence.Stores;
import maru.application.testing.EntryClient;
import maru.application.testing.FixedCaller;
import maru.application.testing.SettableTime;
import maru.application.testing.TestLane;
import maru.domain.RefusalCode;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest {
    private final SettableTime time = new SettableTime();

    @Test
    void hasNothingToBackUp() {
        try (Store store = Stores.memory(time, 1_000, 1_000)) {
            IOException refused =
                    assertThrows(IOException.class, () -> store.backup().backup(Path.of("copy")));
            assertTrue(refused.getMessage().contains("keeps nothing on disk"));
        }
    }

    @Test
    void refusesWritesOnceItIsClosed() {
        Store store = Stores.memory(time, 1_000, 1_000);
        try (TestLane lane = new TestLane()) {
            EntryClient client = new EntryClient(store.entries(), new FixedCaller(1, lane));
            store.start();
            client.put("a", "1").value();
            store.close();

            assertEquals(
                    RefusalCode.SHUTTING_DOWN, client.put("a", "2").refusal().code());
            assertEquals("1", EntryClient.valueOf(client.get("a").value()));
            assertEquals(1, store.statistics().statistics().get("store.keys"));
        }
    }
}
