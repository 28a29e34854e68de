package maru.adapter.persistence.password;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** The function that makes hashes. */
interface Hashing {
    /** Fills {@code hash}. */
    void derive(Argon2Cost cost, byte[] salt, byte[] password, byte[] hash);

    /** Argon2id, version 19 (RFC 9106). */
    static void argon2id(Argon2Cost cost, byte[] salt, byte[] password, byte[] hash) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        generator.generateBytes(password, hash);
    }
}
