package maru.adapter.socket.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what was accepted to the event loops, as Netty's ServerBootstrap does, but makes nothing for a connection besides
 * its handler. Where no more can be accepted (no descriptor is left) it tries again after a second.
 */
final class Acceptor extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final ChannelFutureListener CLOSE_UNREGISTERED = future -> {
        if (!future.isSuccess()) {
            future.channel().unsafe().closeForcibly();
        }
    };

    private final EventLoopGroup loops;
    private final Option<?>[] options;
    private final Supplier<ChannelHandler> handlers;

    /** What a connection's socket is set to. */
    record Option<T>(ChannelOption<T> name, T value) {
        void set(ChannelConfig config) {
            config.setOption(name, value);
        }
    }

    /** @param handlers makes a connection's */
    Acceptor(EventLoopGroup loops, List<Option<?>> options, Supplier<ChannelHandler> handlers) {
        this.loops = loops;
        this.options = options.toArray(Option<?>[]::new);
        this.handlers = handlers;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel channel = (Channel) message;
        channel.pipeline().addLast("session", handlers.get());
        try {
            for (Option<?> option : options) {
                option.set(channel.config());
            }
        } catch (RuntimeException e) {
            LOG.debug("socket_not_set_up why={}", e.toString()); // it is closed already, as its handler will hear
        }
        loops.register(channel).addListener(CLOSE_UNREGISTERED);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ChannelConfig config = context.channel().config();
        if (config.isAutoRead()) {
            config.setAutoRead(false);
            context.channel().eventLoop().schedule(() -> config.setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
        context.fireExceptionCaught(cause);
    }
}
