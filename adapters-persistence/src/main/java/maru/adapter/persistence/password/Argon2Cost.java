package maru.adapter.persistence.password;

/**
 * How much work a hash is.
 *
 * @param memoryKib m of the hash, in KiB
 * @param passes t of the hash
 * @param lanes p of the hash
 */
record Argon2Cost(int memoryKib, int passes, int lanes) {
    /** What OWASP's Password Storage Cheat Sheet asks for at least, with one lane. */
    static final Argon2Cost DEFAULT = new Argon2Cost(19_456, 2, 1);

    private static final int MAX_MEMORY_KIB = 256 << 10;
    private static final int MAX_PASSES = 16;
    private static final int MAX_LANES = 16;

    /** RFC 9106, 3.1: at least 8 KiB of memory a lane. */
    private static final int MIN_MEMORY_KIB_OF_LANE = 8;

    Argon2Cost {
        if (lanes < 1 || lanes > MAX_LANES || passes < 1 || passes > MAX_PASSES) {
            throw new IllegalArgumentException("a hash of t=" + passes + ",p=" + lanes + " is not computed");
        }
        if (memoryKib < MIN_MEMORY_KIB_OF_LANE * lanes || memoryKib > MAX_MEMORY_KIB) {
            throw new IllegalArgumentException("a hash of m=" + memoryKib + " is not computed");
        }
    }
}
