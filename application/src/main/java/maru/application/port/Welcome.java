package maru.application.port;

import maru.domain.chat.UserName;

/**
 * A caller is logged in.
 *
 * @param id a number that no other login has while the process runs
 * @param name as the user is shown
 * @param token logs in again without a password; a secret
 */
public record Welcome(long id, UserName name, String token) {
    /** Without the token. */
    @Override
    public String toString() {
        return "Welcome[id=" + id + ", name=" + name + "]";
    }
}
