package maru.adapter.persistence.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import maru.application.testing.Fuzzing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever stands in a row of the journal, it is read or refused with a sentence, and takes no more memory than it may. */
final class JournalFuzzTest {
    private static final Duration NIGHTLY = Duration.ofMinutes(3);

    @Test
    void rowsThatAreAlmostRightAreReadOrRefused() throws Exception {
        List<byte[]> seeds = JournalFuzzer.seeds();
        for (byte[] seed : seeds.subList(0, 5)) {
            assertEquals(1, JournalFuzzer.taken(seed));
        }
        assertEquals(5, JournalFuzzer.taken(seeds.get(5)));
        Fuzzing.overSeeds(JournalFuzzer::fuzzerTestOneInput, seeds);
    }

    @Test
    @Tag("nightly")
    void rowsThatJazzerThinksOfAreReadOrRefused() throws Exception {
        Fuzzing.withJazzer(JournalFuzzer.class, NIGHTLY, JournalFuzzer.seeds());
    }
}
