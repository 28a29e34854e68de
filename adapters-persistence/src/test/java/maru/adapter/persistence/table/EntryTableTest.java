package maru.adapter.persistence.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import maru.domain.kv.Entry;
import maru.domain.kv.KeyView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntryTableTest {
    private final EntryTable table = new EntryTable();

    @Test
    void agreesWithAMap() {
        Random random = new Random(7);
        Map<String, Entry> expected = new HashMap<>();
        for (int i = 0; i < 500_000; i++) {
            String key = "key" + random.nextInt(20_000);
            if (random.nextInt(3) == 0) {
                table.remove(entry(key, i));
                expected.remove(key);
            } else {
                Entry put = entry(key, i);
                table.put(put);
                expected.put(key, put);
            }
        }
        for (int i = 0; i < 20_000; i++) {
            assertEquals(versionOf(expected.get("key" + i)), versionOf(table.get(view("key" + i))));
        }
    }

    @Test
    void countersAsKeysSpread() {
        for (int i = 0; i < 500_000; i++) {
            table.put(entry(String.format("key%07d", i), i));
        }
        assertTrue(table.longestProbe() < 250, "longest probe " + table.longestProbe());
    }

    @Test
    void keysThatComeAndGoLeaveNoLongProbes() {
        for (int i = 0; i < 500_000; i++) {
            table.put(entry("key" + i, i));
            table.remove(entry("key" + (i - 100), i));
        }
        assertTrue(table.longestProbe() < 90, "longest probe " + table.longestProbe());
        assertNull(table.get(view("key1")));
    }

    @Test
    void readerWithoutTheLockFindsWhatIsThereAllTheTime() throws Exception {
        table.put(entry("always", 0));
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicBoolean wasMissed = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            while (!isOver.get()) {
                if (table.get(view("always")) == null) {
                    wasMissed.set(true);
                }
            }
        });
        reader.start();
        for (int i = 0; i < 300_000; i++) {
            table.put(entry("key" + i, i));
            table.put(entry("always", i));
            table.remove(entry("key" + i / 2, i));
        }
        isOver.set(true);
        reader.join();
        assertEquals(false, wasMissed.get());
    }

    private static long versionOf(@Nullable Entry entry) {
        return entry == null ? -1 : entry.version();
    }

    private static KeyView view(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        KeyView view = new KeyView();
        view.set(bytes, 0, bytes.length);
        return view;
    }

    private static Entry entry(String key, long version) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return Entry.of(bytes, bytes.length, version, null);
    }
}
