package maru.adapter.persistence.table;

import maru.application.port.UserInfo;
import maru.domain.chat.UserName;

/** When a user was last online. */
public final class Seen {
    private final UserName user;
    private final long unixMillis;
    private volatile boolean isSafe;

    public Seen(UserName user, long unixMillis) {
        this.user = user;
        this.unixMillis = unixMillis;
    }

    public UserName user() {
        return user;
    }

    public long unixMillis() {
        return unixMillis;
    }

    public boolean isSafe() {
        return isSafe;
    }

    /** It is as safe as the store makes it. */
    public void settle() {
        isSafe = true;
    }

    /** As others are told. */
    public UserInfo info() {
        return new UserInfo(user, false, unixMillis);
    }
}
