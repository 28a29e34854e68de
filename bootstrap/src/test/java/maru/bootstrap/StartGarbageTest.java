package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartGarbageTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "50331648, 1", "50331649, 0"})
    void isCollectedUnlessALargeStoreWasLoaded(long usedBytes, int collections) {
        AtomicInteger collected = new AtomicInteger();
        StartGarbage.collect(() -> usedBytes, collected::incrementAndGet);
        assertEquals(collections, collected.get());
    }
}
