package maru.application.port.out;

import maru.application.port.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a password what can be kept of it. Slow on purpose: it has threads of its own; {@code busy} where too many
 * wait for them. From any thread; never blocks. A password is read until the answer is there, and not kept.
 */
public interface PasswordHasher {
    /** Answered with a text that says by itself how it was made. */
    void hash(byte[] password, Reply<String> reply);

    /**
     * Answered with whether it is the password.
     *
     * @param hash what {@link #hash} made of the right one; null: there is none, which takes as long to find out
     */
    void verify(byte[] password, @Nullable String hash, Reply<Boolean> reply);
}
