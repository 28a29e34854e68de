package maru.adapter.socket.dialect;

import java.time.Duration;
import maru.application.testing.Fuzzing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a connection sends, and however that is cut, it is answered alike and breaks nothing. */
final class DialectFuzzTest {
    private static final Duration NIGHTLY = Duration.ofMinutes(3);

    @Test
    void whatIsAlmostADialectIsAnsweredAlikeHoweverItIsCut() {
        Fuzzing.overSeeds(DialectFuzzer::fuzzerTestOneInput, DialectFuzzer.seeds());
        Fuzzing.overSeeds(DialectFuzzer::checkMemory, DialectFuzzer.seeds());
    }

    @Test
    @Tag("nightly")
    void whatJazzerThinksOfIsAnsweredAlikeHoweverItIsCut() throws Exception {
        Fuzzing.withJazzer(DialectFuzzer.class, NIGHTLY, DialectFuzzer.seeds());
    }
}
