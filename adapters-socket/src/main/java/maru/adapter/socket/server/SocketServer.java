package maru.adapter.socket.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import maru.adapter.socket.controller.CommandTable;
import maru.adapter.socket.dialect.DialectChooser;
import maru.adapter.socket.dialect.FrameDialect;
import maru.adapter.socket.session.CloseReason;
import maru.adapter.socket.session.Heartbeat;
import maru.adapter.socket.session.Loop;
import maru.adapter.socket.session.Session;
import maru.adapter.socket.session.SessionOptions;
import maru.adapter.socket.session.SessionRegistry;
import maru.adapter.socket.watch.WatchAudience;
import maru.application.port.in.KeyValueUseCase;
import maru.application.port.out.ClientDirectory;
import maru.application.port.out.StatisticsSource;
import maru.application.port.out.TimeSource;
import org.jspecify.annotations.Nullable;

/** The way in: one TCP port, event loops {@code io-1 … io-n}, of which the first also accepts. */
public final class SocketServer implements StatisticsSource {
    /** How many more than the clients that are served may be told that the server is full; more are just closed. */
    private static final int MOST_SURPLUS = 64;

    private static final int BACKLOG = 4_096;
    private static final int KEEPALIVE_IDLE_SECONDS = 60;
    private static final int KEEPALIVE_INTERVAL_SECONDS = 10;
    private static final int KEEPALIVE_PROBES = 3;
    private static final int USER_TIMEOUT_MILLIS = 60_000;

    private final SocketOptions options;
    private final KeyValueUseCase keyValues;
    private final Consumer<Throwable> fatal;
    private final SessionRegistry registry = new SessionRegistry();
    private final SessionOptions sessionOptions;
    private final Heartbeat heartbeat;
    private final EventLoopGroup group;
    private final Map<EventExecutor, LoopCommands> loops = new HashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private @Nullable Channel listener;

    private record LoopCommands(Loop loop, CommandTable commands) {}

    /**
     * @param commands makes the table of commands for one event loop
     * @param fatal is given what the process can't survive; it ends the process
     */
    public SocketServer(
            SocketOptions options,
            KeyValueUseCase keyValues,
            Supplier<CommandTable> commands,
            WatchAudience watchers,
            TimeSource time,
            Consumer<Throwable> fatal) {
        this.options = options;
        this.keyValues = keyValues;
        this.fatal = fatal;
        this.heartbeat = new Heartbeat(registry, time);
        this.sessionOptions = new SessionOptions(options.heartbeat().toMillis(), options.maxPushBytes());
        this.group = new MultiThreadIoEventLoopGroup(
                options.loops(), new LoopThreads(), options.transport().ioHandlers());
        for (EventExecutor executor : group) {
            Loop loop = new Loop((EventLoop) executor, heartbeat.clock(), fatal);
            watchers.add(loop);
            loops.put(executor, new LoopCommands(loop, commands.get()));
        }
    }

    /**
     * Serves from now on.
     *
     * @throws IOException with a sentence if the address can't be had
     */
    public InetSocketAddress start() throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(options.transport().serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        if (options.transport().usesEpoll()) {
            bootstrap
                    .childOption(EpollChannelOption.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS)
                    .childOption(EpollChannelOption.TCP_KEEPINTVL, KEEPALIVE_INTERVAL_SECONDS)
                    .childOption(EpollChannelOption.TCP_KEEPCNT, KEEPALIVE_PROBES)
                    .childOption(EpollChannelOption.TCP_USER_TIMEOUT, USER_TIMEOUT_MILLIS);
        }
        var bound = bootstrap.bind(options.host(), options.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "can't listen on " + options.host() + ":" + options.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        listener = bound.channel();
        heartbeat.start();
        return (InetSocketAddress) bound.channel().localAddress();
    }

    private void accept(Channel channel) {
        int surplus = registry.size() - options.maxClients();
        if (surplus >= 0) {
            refused.incrementAndGet();
        }
        if (surplus >= MOST_SURPLUS) {
            channel.close();
            return;
        }
        LoopCommands its = Objects.requireNonNull(loops.get(channel.eventLoop()), "an event loop of another group");
        Session session = new Session(channel, its.loop(), sessionOptions, registry, keyValues::ended, surplus >= 0);
        session.begin(new DialectChooser(
                session, chosen -> new FrameDialect(chosen, its.commands(), options.maxFrameBytes())));
        channel.pipeline().addLast(new SessionHandler(session, fatal));
    }

    /** The clients there are. */
    public ClientDirectory clients() {
        return registry;
    }

    /**
     * Takes no new clients, lets the others have the answers to what they have asked, and says bye to all.
     *
     * @return whether all were gone within that time
     */
    public boolean drain(Duration patience) {
        Channel accepting = listener;
        if (accepting != null) {
            accepting.close().awaitUninterruptibly();
        }
        registry.forEach(session -> session.lane().execute(() -> session.endAfterReplies(CloseReason.SHUTTING_DOWN)));
        return registry.awaitEmpty(patience);
    }

    /** Ends all connections that are left, and the threads. */
    public void close() {
        registry.forEach(session -> session.lane().execute(session::close));
        heartbeat.stop();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Override
    public Map<String, Long> statistics() {
        Map<String, Long> figures = new TreeMap<>();
        figures.put("clients.connected", (long) registry.size());
        figures.put("clients.max", (long) options.maxClients());
        figures.put("clients.ever", registry.connected());
        figures.put("clients.refused", refused.get());
        figures.put(
                "requests",
                loops.values().stream().mapToLong(its -> its.loop().requests()).sum());
        return figures;
    }

    /** Names the threads {@code io-1}, {@code io-2}, … */
    private static final class LoopThreads implements ThreadFactory {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Thread newThread(Runnable work) {
            return new FastThreadLocalThread(work, "io-" + count.incrementAndGet());
        }
    }
}
