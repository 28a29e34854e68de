package maru.application.reply;

import java.util.function.Consumer;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * Faults of the server's own, of one piece of work where others must be done all the same: each {@link #run} is tried,
 * and {@link #rethrow} tells of the first that failed. Without memory nothing is tried any further: the process ends.
 * For one thread.
 */
public final class Faults {
    private static final Refusal INTERNAL = new Refusal(
            RefusalCode.INTERNAL,
            "a fault of the server, it may be done or not; its operator can read about it in the log");

    private @Nullable RuntimeException exception;
    private @Nullable Error error;

    /** Does it, and keeps what it throws. */
    public void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            exception = exception == null ? e : exception;
        } catch (Error e) {
            error = error == null ? ended(e) : error;
        }
    }

    private static Error ended(Error e) {
        if (e instanceof OutOfMemoryError) {
            throw e;
        }
        return e;
    }

    /** Throws the first of what was thrown, if anything was. */
    public void rethrow() {
        if (error != null) {
            throw error;
        }
        if (exception != null) {
            throw exception;
        }
    }

    /**
     * Tells whoever waits for an answer that there was a fault. Throws nothing: the answer may have been given before it.
     *
     * @param fault what is known of it, to be thrown on
     */
    public static void refuse(Consumer<Refusal> reply, Throwable fault) {
        if (fault instanceof OutOfMemoryError) {
            return;
        }
        try {
            reply.accept(INTERNAL);
        } catch (RuntimeException | Error e) {
            fault.addSuppressed(e);
        }
    }
}
