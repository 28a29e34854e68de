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

    /** The user went away at that Unix time in milliseconds. */
    void went(UserName user, long unixMillis);

    /** Answered when what is said is safe. */
    void find(UserName user, Lookup<UserInfo> reply);
}
