package maru.adapter.persistence.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import maru.application.testing.CollidingKeys;
import maru.domain.kv.Entry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys chosen to meet in a hash table spread in this one as others do. */
class CollidingKeysTest {
    private static final int KEYS = 100_000;

    /** Of random keys it is about 30. */
    private static final int LONGEST_PROBE = 100;

    @ParameterizedTest
    @EnumSource
    void chosenKeysSpreadAsRandomOnesDo(CollidingKeys hash) {
        List<byte[]> chosen = hash.keys(KEYS);
        assertSpread(chosen);
        assertSpread(CollidingKeys.likeButRandom(chosen));
    }

    private static void assertSpread(List<byte[]> keys) {
        EntryTable table = new EntryTable();
        for (byte[] key : keys) {
            table.put(Entry.of(key, key.length, 1, null));
        }
        assertEquals(KEYS, table.size());
        assertTrue(table.longestProbe() < LONGEST_PROBE, "longest probe " + table.longestProbe());
        long hashes = keys.stream()
                .mapToInt(key -> Entry.of(key, key.length, 1, null).hash())
                .distinct()
                .count();
        assertTrue(hashes > KEYS - 50, hashes + " different hashes");
    }
}
