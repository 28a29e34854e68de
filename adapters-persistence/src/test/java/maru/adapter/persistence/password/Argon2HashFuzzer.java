package maru.adapter.persistence.password;

import java.nio.charset.StandardCharsets;
import java.util.List;
import maru.application.testing.Fuzzing;

/** Strings that may be a hash of a password. */
public final class Argon2HashFuzzer {
    private static final long BYTES = 64 << 10;
    private static final long BYTES_OF_BYTE = 40;

    private Argon2HashFuzzer() {}

    /** It is one, which is written as it was read, or it is refused. */
    public static void fuzzerTestOneInput(byte[] input) {
        Fuzzing.withinBytes(BYTES + BYTES_OF_BYTE * input.length, () -> parse(input));
    }

    private static void parse(byte[] input) {
        try {
            Argon2Hash hash = Argon2Hash.parse(new String(input, StandardCharsets.UTF_8));
            Argon2Hash again = Argon2Hash.parse(hash.phc());
            if (!again.phc().equals(hash.phc())) {
                throw new AssertionError(hash.phc() + " was read as " + again.phc());
            }
        } catch (IllegalArgumentException e) {
            // the answer to what is none
        }
    }

    static List<byte[]> seeds() {
        return List.of(
                "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2E$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g"
                        .getBytes(StandardCharsets.UTF_8),
                "$argon2id$v=19$m=262144,t=16,p=16$c2FsdHNhbHRz$aGFzaGhhc2hoYXNoaGFzaA"
                        .getBytes(StandardCharsets.UTF_8));
    }
}
