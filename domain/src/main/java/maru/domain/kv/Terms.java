package maru.domain.kv;

/**
 * On what terms an entry is there, where they are not the usual ones (for good, held by nobody).
 *
 * @param expiresAt Unix milliseconds, 0 for never: what is stored and shown
 * @param deadline the same moment on the monotonic clock in milliseconds, 0 for never: what decides
 * @param holder id of the connection that holds the entry, 0 for none
 */
public record Terms(long expiresAt, long deadline, long holder) {
    public static Terms until(long expiresAt, long deadline) {
        return new Terms(expiresAt, deadline, 0);
    }

    public static Terms heldBy(long holder) {
        return new Terms(0, 0, holder);
    }
}
