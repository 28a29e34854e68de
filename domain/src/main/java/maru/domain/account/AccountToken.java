package maru.domain.account;

import org.jspecify.annotations.Nullable;

/**
 * A registered user's token.
 *
 * @param issuedAt Unix milliseconds
 * @param usedAt Unix milliseconds of its last use
 * @param replaces the older token that ends when this one is used, or null
 */
public record AccountToken(
        TokenHash hash,
        long issuedAt,
        long usedAt,
        @Nullable TokenHash replaces) {
    /** How long a token lives from its last use: 30 days. */
    public static final long LIFE_MILLIS = 30L * 24 * 3_600_000;

    /** A token older than this is replaced when it is used: a day. */
    public static final long FRESH_MILLIS = 24L * 3_600_000;

    /** Whether it may be used at that Unix time. */
    public boolean isAlive(long unixMillis) {
        return unixMillis - usedAt < LIFE_MILLIS;
    }

    /** Whether a newer one is due at that Unix time. */
    public boolean isOld(long unixMillis) {
        return unixMillis - issuedAt >= FRESH_MILLIS;
    }
}
