package maru.adapter.socket.dialect;

import maru.adapter.socket.session.Session;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.jspecify.annotations.Nullable;

/** How long the frames of a client may be that has to log in first: nobody knows yet who has the server keep them. */
public final class LoginFrames {
    private final int maxBytes;
    private final Limits limits;
    private final Refusal tooLong;

    private LoginFrames(int maxBytes, Limits limits) {
        this.maxBytes = maxBytes;
        this.limits = limits;
        this.tooLong = new Refusal(
                RefusalCode.TOO_LONG,
                "a frame has at most " + maxBytes
                        + " bytes before you have logged in, this one was skipped: log in first");
    }

    /** Null where they may be as long as any. */
    public static @Nullable LoginFrames of(Limits limits, int maxFrameBytes) {
        long most = limits.most(Limit.LOGIN_FRAME);
        return most < maxFrameBytes ? new LoginFrames((int) most, limits) : null;
    }

    int maxBytes() {
        return maxBytes;
    }

    /** Whether one that is longer is refused. */
    boolean refuses(Session session) {
        return limits.refuses(Limit.LOGIN_FRAME, session);
    }

    Refusal tooLong() {
        return tooLong;
    }
}
