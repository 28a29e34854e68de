package maru.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import maru.domain.kv.KeyView;
import org.junit.jupiter.api.Test;

final class CounterKeysTest {
    @Test
    void hasEachCounterOnceAndBeginsAnew() {
        CounterKeys keys = new CounterKeys(1_000);
        Set<String> expected =
                IntStream.range(0, 1_000).mapToObj("key%07d"::formatted).collect(Collectors.toCollection(TreeSet::new));
        for (int round = 0; round < 2; round++) {
            assertEquals(
                    expected,
                    IntStream.range(0, keys.count())
                            .mapToObj(i -> next(keys))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static String next(CounterKeys keys) {
        KeyView key = new KeyView();
        keys.next(key);
        return new String(key.toByteArray(), StandardCharsets.US_ASCII);
    }
}
