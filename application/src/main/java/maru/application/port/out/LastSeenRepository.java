package maru.application.port.out;

import maru.application.port.Lookup;
import maru.application.port.UserInfo;
import maru.domain.chat.UserName;

/**
 * When users were last online. From any thread; never blocks. The newest {@link #MAX_KEPT} users are kept at least; of a
 * durable store, across a restart.
 */
public interface LastSeenRepository {
    int MAX_KEPT = 100_000;

    /**
     * The user was there at that Unix time in milliseconds. Said of who comes and of who goes: where the server ends without
     * a word, the first is what is known.
     */
    void seen(UserName user, long unixMillis);

    /** Answered when what is said is safe. */
    void find(UserName user, Lookup<UserInfo> reply);
}
