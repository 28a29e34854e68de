package maru.domain.account;

/**
 * What is kept of a token: enough to know it again, and nothing to make one of.
 *
 * @param hex SHA-256 of the token, 64 hexadecimal digits
 */
public record TokenHash(String hex) {
    /** Without the hash. */
    @Override
    public String toString() {
        return "TokenHash";
    }
}
