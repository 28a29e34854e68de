package maru.adapter.persistence.password;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id, version 19 (RFC 9106). Each thread keeps the memory of a hash, 19 MiB, for its next one as long as it lives:
 * as garbage it would have the collector stop all threads some 15 times a second where many log in.
 */
final class Argon2id implements Hashing {
    /** Besides a hash's own, the generator works on four. */
    private static final int BLOCKS = Argon2Cost.DEFAULT.memoryKib() + 4;

    private final ThreadLocal<FixedBlockPool> memory = ThreadLocal.withInitial(() -> new FixedBlockPool(BLOCKS));

    @Override
    public void derive(Argon2Cost cost, byte[] salt, byte[] password, byte[] hash) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .withBlockPool(memory.get())
                .build());
        generator.generateBytes(password, hash);
    }
}
