package maru.adapter.socket.frame;

import java.time.Duration;
import maru.application.testing.Fuzzing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The parser agrees with the page on bytes that Jazzer thinks of, and on all that is nearly a frame. */
final class FrameParserFuzzTest {
    private static final Duration NIGHTLY = Duration.ofMinutes(3);

    @Test
    void bytesThatAreAlmostFramesAreReadAlikeHoweverTheyAreCut() {
        Fuzzing.overSeeds(FrameParserFuzzer::fuzzerTestOneInput, FrameParserFuzzer.seeds());
    }

    @Test
    @Tag("nightly")
    void bytesThatJazzerThinksOfAreReadAlikeHoweverTheyAreCut() throws Exception {
        Fuzzing.withJazzer(FrameParserFuzzer.class, NIGHTLY, FrameParserFuzzer.seeds());
    }
}
