package maru.application.port.in;

import maru.application.port.Caller;
import maru.application.port.Reply;
import maru.application.port.Welcome;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * Who is who. Called on the caller's lane; never blocks. Before an answer has come, the caller asks for nothing else.
 * One user has one connection.
 *
 * <p>Whoever is logged in is in the room {@code general}; right behind the welcome come the notices that hold and, for a
 * registered user, the whispers that were kept.
 */
public interface AccountUseCase {
    /**
     * Logs in: a guest without a password, a registered user with it. {@code already-logged-in}, {@code name-taken},
     * {@code bad-credentials}, {@code busy}; {@code rate-limited} where too many passwords were tried. A registered user's
     * other connection is ended.
     *
     * @param password null for none
     */
    void login(Caller caller, UserName name, byte @Nullable [] password, Reply<Welcome> reply);

    /** Logs in with a token, and ends the user's other connection. {@code bad-credentials}. */
    void resume(Caller caller, String token, Reply<Welcome> reply);

    /**
     * Makes an account and logs in; the guest of that name on its own connection stays where it is.
     * {@code name-taken}, also where the name looks like a registered one, {@code already-logged-in}, {@code rate-limited},
     * {@code bad-arguments} for a password of a wrong length.
     */
    void register(Caller caller, UserName name, byte[] password, Reply<Welcome> reply);

    /**
     * A new password; all other tokens of the user end. {@code forbidden} for a guest, {@code bad-credentials}, {@code
     * rate-limited}.
     */
    void password(Caller caller, byte[] old, byte[] changed, Reply<Welcome> reply);

    /** Ends all tokens of the user. */
    void logoutAll(Caller caller, Reply<UserName> reply);

    /**
     * The caller's connection has ended: its user is away and out of all rooms.
     *
     * @param mayResume whether a guest's name is held for a while for who has its token
     */
    void ended(Caller caller, boolean mayResume);
}
