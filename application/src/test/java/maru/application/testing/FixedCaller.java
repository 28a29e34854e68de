package maru.application.testing;

import java.net.InetAddress;
import maru.application.port.Caller;
import maru.application.port.Lane;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** A caller that is nothing but its number, its lane and the user it was said to be. */
public final class FixedCaller implements Caller {
    private final long id;
    private final Lane lane;
    private final InetAddress address;
    private volatile @Nullable UserName user;
    private volatile boolean ended;

    public FixedCaller(long id, Lane lane) {
        this(id, lane, InetAddress.getLoopbackAddress());
    }

    public FixedCaller(long id, Lane lane, InetAddress address) {
        this.id = id;
        this.lane = lane;
        this.address = address;
    }

    @Override
    public InetAddress address() {
        return address;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public @Nullable UserName user() {
        return user;
    }

    @Override
    public void becomes(UserName user) {
        this.user = user;
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    /** Its connection ends. */
    public void end() {
        ended = true;
    }

    @Override
    public String toString() {
        return "caller " + id + (user == null ? "" : " (" + user + ")");
    }
}
