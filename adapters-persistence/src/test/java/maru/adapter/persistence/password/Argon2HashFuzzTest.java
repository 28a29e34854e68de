package maru.adapter.persistence.password;

import java.time.Duration;
import maru.application.testing.Fuzzing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever stands where the hash of a password should: it is one, or is refused as none. */
final class Argon2HashFuzzTest {
    private static final Duration NIGHTLY = Duration.ofMinutes(1);

    @Test
    void stringsThatAreAlmostAHashAreReadOrRefused() {
        Fuzzing.overSeeds(Argon2HashFuzzer::fuzzerTestOneInput, Argon2HashFuzzer.seeds());
    }

    @Test
    @Tag("nightly")
    void stringsThatJazzerThinksOfAreReadOrRefused() throws Exception {
        Fuzzing.withJazzer(Argon2HashFuzzer.class, NIGHTLY, Argon2HashFuzzer.seeds());
    }
}
