package maru.adapter.persistence.password;

/** The function that makes hashes. */
interface Hashing {
    /** Fills {@code hash}. */
    void derive(Argon2Cost cost, byte[] salt, byte[] password, byte[] hash);
}
