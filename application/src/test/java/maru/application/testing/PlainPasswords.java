package maru.application.testing;

import java.nio.charset.StandardCharsets;
import maru.application.port.Reply;
import maru.application.port.out.PasswordHasher;
import org.jspecify.annotations.Nullable;

/** Hashes nothing, and counts how often it would have had to. For one thread. */
public final class PlainPasswords implements PasswordHasher {
    private final Answers answers = new Answers();
    private int work;

    /** How it answers. */
    public Answers answers() {
        return answers;
    }

    /** How many hashes would have been made so far. */
    public int work() {
        return work;
    }

    @Override
    public void hash(byte[] password, Reply<String> reply) {
        work++;
        String hash = plain(password);
        answers.give(reply, taken -> taken.done(hash), () -> {});
    }

    @Override
    public void verify(byte[] password, @Nullable String hash, Reply<Boolean> reply) {
        work++;
        boolean isRight = plain(password).equals(hash);
        answers.give(reply, taken -> taken.done(isRight), () -> {});
    }

    private static String plain(byte[] password) {
        return "plain:" + new String(password, StandardCharsets.ISO_8859_1);
    }
}
