package maru.application.port.in;

import maru.application.port.Caller;
import maru.application.port.Reply;
import maru.application.port.UserInfo;
import maru.domain.chat.UserName;

/** Who is there. Called on the caller's lane; {@code login-required} to who is not logged in. */
public interface PresenceUseCase {
    /** {@code no-such-user} where nobody of that name was seen. */
    void whois(Caller caller, UserName user, Reply<UserInfo> reply);

    /** The caller is told whether the user is online now, and of every change until it unfollows or ends. */
    void follow(Caller caller, UserName user, Reply<UserName> reply);

    void unfollow(Caller caller, UserName user, Reply<UserName> reply);
}
