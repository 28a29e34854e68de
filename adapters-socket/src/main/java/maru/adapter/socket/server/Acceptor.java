package maru.adapter.socket.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what was accepted to the event loops, as Netty's ServerBootstrap does, but makes nothing for a connection besides
 * its handler. Where no more can be accepted (no descriptor is left) it tries again a moment later, and says so once a
 * second at most.
 */
final class Acceptor extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    private static final long PAUSE_MILLIS = 100;
    private static final long MILLIS_BETWEEN_LINES = 1_000;
    private static final ChannelFutureListener CLOSE_UNREGISTERED = future -> {
        if (!future.isSuccess()) {
            future.channel().unsafe().closeForcibly();
        }
    };

    private final EventLoopGroup loops;
    private final Option<?>[] options;
    private final Supplier<ChannelHandler> handlers;
    private final Consumer<Throwable> fatal;
    private final EventCounter failures = new EventCounter(MILLIS_BETWEEN_LINES);

    /** What a connection's socket is set to. */
    record Option<T>(ChannelOption<T> name, T value) {
        void set(ChannelConfig config) {
            config.setOption(name, value);
        }
    }

    /**
     * Accepts for these loops.
     *
     * @param handlers makes a connection's
     * @param fatal is given every error that the process can't survive
     */
    Acceptor(
            EventLoopGroup loops,
            List<Option<?>> options,
            Supplier<ChannelHandler> handlers,
            Consumer<Throwable> fatal) {
        this.fatal = fatal;
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
        if (cause instanceof VirtualMachineError) {
            fatal.accept(cause);
        }
        EventLoop loop = context.channel().eventLoop();
        ChannelConfig config = context.channel().config();
        if (config.isAutoRead()) {
            config.setAutoRead(false);
            loop.schedule(() -> config.setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
        long count = failures.count(System.nanoTime());
        if (count > 0) {
            LOG.warn("accept_failed times={} why={}", count, cause.toString());
        }
    }
}
