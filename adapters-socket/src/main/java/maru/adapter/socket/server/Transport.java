package maru.adapter.socket.server;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** How sockets are waited for. */
public enum Transport {
    /** Epoll where there is one, else NIO. */
    AUTO,
    /** Linux's own; 1.25 to 1.33 times NIO's rate. */
    EPOLL,
    NIO;

    /** Whether this machine has it. */
    public boolean isAvailable() {
        return this != EPOLL || Epoll.isAvailable();
    }

    boolean usesEpoll() {
        return this != NIO && Epoll.isAvailable();
    }

    IoHandlerFactory ioHandlers() {
        return usesEpoll() ? new SteadyEpoll() : NioIoHandler.newFactory();
    }

    /**
     * What listens on that address. For one of IPv4 the system's sockets are of IPv4 too: Netty's own choice would be
     * IPv6 ones, whose way to an IPv4 client is longer.
     */
    ServerChannel newServerChannel(@Nullable InetAddress address) {
        if (!usesEpoll()) {
            return new NioServerSocketChannel();
        }
        return address instanceof Inet4Address
                ? new EpollServerSocketChannel(SocketProtocolFamily.INET)
                : new EpollServerSocketChannel();
    }
}
