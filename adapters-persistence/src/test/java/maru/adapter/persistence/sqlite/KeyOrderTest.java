package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import maru.domain.kv.Entry;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
    private final Random random = new Random(7);

    @Test
    void nothingAndOneAreSorted() {
        check();
        check("a");
    }

    @Test
    void keyThatIsAnothersBeginningComesFirst() {
        check("ab", "a", "abc", "ab\0", "ab\0\0\0\0\0", "ab\0\0\0\0", "a\0");
        check("key0000009", "key000000", "key0000001", "key00000011", "key0000010");
    }

    @Test
    void highBytesComeLast() {
        check("é", "z", "ÿ", "\u007f", "한", "a한", "aé", "az");
    }

    @Test
    void anyKeysAreSorted() {
        for (int round = 0; round < 200; round++) {
            String prefix = "common.".substring(random.nextInt(8));
            Set<String> keys = new LinkedHashSet<>();
            for (int i = random.nextInt(400); i >= 0; i--) {
                keys.add(prefix + random(1 + random.nextInt(9)));
            }
            check(keys.toArray(String[]::new));
        }
    }

    private String random(int length) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < length; i++) {
            key.append("\0ab\u00e9\u00ff9".charAt(random.nextInt(6)));
        }
        return key.toString();
    }

    private static void check(String... keys) {
        Entry[] entries = Arrays.stream(keys).map(KeyOrderTest::entry).toArray(Entry[]::new);
        KeyOrder.sort(entries);
        for (int i = 1; i < entries.length; i++) {
            assertTrue(Arrays.compareUnsigned(entries[i - 1].keyBytes(), entries[i].keyBytes()) < 0);
        }
        assertEquals(Set.of(keys).size(), Set.of(entries).size());
    }

    private static Entry entry(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return Entry.of((key + "value").getBytes(StandardCharsets.UTF_8), bytes.length, 1, null);
    }
}
