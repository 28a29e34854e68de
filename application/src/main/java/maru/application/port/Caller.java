package maru.application.port;

import java.net.InetAddress;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** Who asks: one connection. The socket adapter's session is one. All but {@link #id} and {@link #lane} is for its lane. */
public interface Caller {
    /** Above 0, and never given to another connection while the process runs. */
    long id();

    /** Where this caller's requests come from, and where its answers go. */
    Lane lane();

    /** Where it comes from; 0.0.0.0 where that is not known. From any thread. */
    InetAddress address();

    /** As whom it is logged in; null: as nobody. */
    @Nullable UserName user();

    /** It is logged in as this user from now on. */
    void becomes(UserName user);

    /** Whether it has ended: what is begun for it now, nobody would end. */
    boolean hasEnded();
}
