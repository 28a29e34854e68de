package maru.adapter.socket.server;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import maru.adapter.socket.controller.CommandTable;
import maru.adapter.socket.dialect.DialectChooser;
import maru.adapter.socket.dialect.FrameDialect;
import maru.adapter.socket.dialect.LoginFrames;
import maru.adapter.socket.session.CloseReason;
import maru.adapter.socket.session.Input;
import maru.adapter.socket.session.Loop;
import maru.adapter.socket.session.RequestRate;
import maru.adapter.socket.session.Session;
import maru.adapter.socket.session.SessionListener;
import maru.adapter.socket.session.SessionOptions;
import maru.adapter.socket.session.SessionRegistry;
import maru.adapter.socket.session.Surplus;
import maru.adapter.socket.tls.Tls;
import maru.adapter.socket.watch.WatchAudience;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.port.in.AccountUseCase;
import maru.application.port.in.AdmissionUseCase;
import maru.application.port.in.KeyValueUseCase;
import maru.application.port.out.ClientDirectory;
import maru.application.port.out.StatisticsSource;
import maru.application.port.out.TimeSource;
import org.jspecify.annotations.Nullable;

/** The way in: one TCP port, event loops {@code io-1 … io-n}, of which the first also accepts. */
public final class SocketServer implements StatisticsSource {

    private static final int BACKLOG = 4_096;
    private static final int KEEPALIVE_IDLE_SECONDS = 60;
    private static final int KEEPALIVE_INTERVAL_SECONDS = 10;
    private static final int KEEPALIVE_PROBES = 3;
    private static final int USER_TIMEOUT_MILLIS = 60_000;

    /**
     * What the system takes for a client beyond what that has room for; of itself it takes 4 MB, of which nobody would
     * know that they wait, and that nothing is taken of them. Half as much costs 5 to 10 % of a load of 64 requests at a
     * time for 1,000 bytes each, this nothing (measured 2026-11-21).
     */
    private static final long UNSENT_BYTES = 128 << 10;

    private final SocketOptions options;
    private final KeyValueUseCase keyValues;
    private final AccountUseCase accounts;
    private final Consumer<Throwable> fatal;
    private final EventLoops eventLoops;
    private final @Nullable Tls tls;
    private final SessionRegistry registry;
    private final SessionOptions sessionOptions;
    private final Door door;
    private final SessionHandler.Opening opening = this::accept;
    private final Map<EventExecutor, LoopCommands> commands = new HashMap<>();
    private final AtomicLong slow = new AtomicLong();
    private final AtomicLong dead = new AtomicLong();
    private @Nullable Channel listener;

    /** What one event loop's sessions ask. */
    private record LoopCommands(Loop loop, Function<Session, Input> frames, Function<Session, Input> lines) {}

    /**
     * What the requests of one event loop's sessions are done by.
     *
     * @param frames by those that send frames
     * @param lines makes what a person's lines are read by
     */
    public record Commands(CommandTable frames, Function<Session, Input> lines) {}

    /**
     * @param commands makes the commands of one event loop
     * @param tls null where there is no certificate; it is closed with this
     * @param fatal is given what the process can't survive; it ends the process
     */
    public SocketServer(
            SocketOptions options,
            EventLoops eventLoops,
            KeyValueUseCase keyValues,
            AccountUseCase accounts,
            AdmissionUseCase admission,
            Supplier<Commands> commands,
            WatchAudience watchers,
            @Nullable Tls tls,
            Limits limits,
            TimeSource time,
            Consumer<Throwable> fatal) {
        this.options = options;
        this.tls = tls;
        this.eventLoops = eventLoops;
        this.registry = eventLoops.registry();
        this.keyValues = keyValues;
        this.accounts = accounts;
        this.fatal = fatal;
        this.door = new Door(options.maxClients(), admission, new AddressLimits(limits, time));
        this.sessionOptions = new SessionOptions(
                options.heartbeat().toMillis(),
                options.maxPushBytes(),
                loginMillis(limits),
                RequestRate.of(limits, time),
                limits,
                new Ends());
        LoginFrames loginFrames = options.requireLogin() ? LoginFrames.of(limits, options.maxFrameBytes()) : null;
        eventLoops.forEach((executor, loop) -> {
            watchers.add(loop);
            Commands its = commands.get();
            this.commands.put(
                    executor,
                    new LoopCommands(
                            loop, FrameDialect.by(its.frames(), options.maxFrameBytes(), loginFrames), its.lines()));
        });
    }

    private long loginMillis(Limits limits) {
        long seconds = limits.most(Limit.LOGIN_TIMEOUT);
        return options.requireLogin() && seconds != Limits.NONE ? TimeUnit.SECONDS.toMillis(seconds) : 0;
    }

    /**
     * Serves from now on.
     *
     * @throws IOException with a sentence if the address can't be had
     */
    public InetSocketAddress start() throws IOException {
        InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
        ServerChannel channel = options.transport().newServerChannel(address.getAddress());
        channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        channel.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
        channel.pipeline()
                .addLast(new Acceptor(
                        eventLoops.group(), socketOptions(), () -> new SessionHandler(opening, tls, fatal), fatal));
        eventLoops.group().register(channel).awaitUninterruptibly();
        var bound = channel.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            channel.close();
            throw new IOException(
                    "can't listen on " + options.host() + ":" + options.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        listener = channel;
        eventLoops.startHeartbeat();
        Tls offered = tls;
        if (offered != null) {
            eventLoops.group().scheduleAtFixedRate(offered::warnOfExpiry, 1, 1, TimeUnit.DAYS);
        }
        return (InetSocketAddress) channel.localAddress();
    }

    private List<Acceptor.Option<?>> socketOptions() {
        List<Acceptor.Option<?>> set = new ArrayList<>(List.of(
                new Acceptor.Option<>(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT),
                new Acceptor.Option<>(ChannelOption.RECVBUF_ALLOCATOR, new LoopReadSizes()),
                new Acceptor.Option<>(ChannelOption.TCP_NODELAY, true),
                new Acceptor.Option<>(ChannelOption.SO_KEEPALIVE, true),
                new Acceptor.Option<>(ChannelOption.ALLOW_HALF_CLOSURE, true)));
        if (options.transport().usesEpoll()) {
            set.add(new Acceptor.Option<>(EpollChannelOption.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS));
            set.add(new Acceptor.Option<>(EpollChannelOption.TCP_KEEPINTVL, KEEPALIVE_INTERVAL_SECONDS));
            set.add(new Acceptor.Option<>(EpollChannelOption.TCP_KEEPCNT, KEEPALIVE_PROBES));
            set.add(new Acceptor.Option<>(EpollChannelOption.TCP_USER_TIMEOUT, USER_TIMEOUT_MILLIS));
            set.add(new Acceptor.Option<>(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES));
        }
        return set;
    }

    private @Nullable Session accept(Channel channel) {
        InetAddress address = Session.addressOf(channel.remoteAddress());
        Surplus surplus = door.admit(address);
        if (surplus != null && !door.mayBeTold(surplus)) {
            return null;
        }
        Session session = openCounted(channel, address, surplus);
        Surplus ban = door.banOf(address); // who made it meanwhile has not met this session among the others
        if (ban != null) {
            session.turnAway(ban);
        }
        return session;
    }

    private Session openCounted(Channel channel, InetAddress address, @Nullable Surplus surplus) {
        try {
            return open(channel, surplus);
        } catch (RuntimeException | Error e) {
            door.left(address, surplus);
            throw e;
        }
    }

    private Session open(Channel channel, @Nullable Surplus surplus) {
        LoopCommands its = Objects.requireNonNull(commands.get(channel.eventLoop()), "an event loop of another group");
        Session session = new Session(channel, its.loop(), sessionOptions, registry, surplus);
        session.begin(new DialectChooser(session, its.frames(), its.lines()));
        return session;
    }

    private final class Ends implements SessionListener {
        @Override
        public void ended(Session session) {
            SocketServer.this.ended(session);
        }

        @Override
        public void closed(Session session) {
            door.left(session.address(), session.surplus());
        }
    }

    /** A guest that was cut off may come back; not one that went, or never saw its token. */
    private void ended(Session session) {
        CloseReason why = session.closeReason();
        if (why == CloseReason.SLOW) {
            slow.incrementAndGet();
        } else if (why == CloseReason.TIMEOUT) {
            dead.incrementAndGet();
        }
        boolean wasCutOff = why != CloseReason.QUIT && why != CloseReason.KICKED && why != CloseReason.BANNED;
        try {
            accounts.ended(session, wasCutOff && !session.readsLines());
        } finally {
            keyValues.ended(session);
        }
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
        registry.forEach(session -> session.lane()
                .execute(() -> session.attempt(() -> session.endAfterReplies(CloseReason.SHUTTING_DOWN))));
        return registry.awaitEmpty(patience);
    }

    /** Ends all connections that are left, and the threads. */
    public void close() {
        registry.forEach(session -> session.lane().execute(session::close));
        eventLoops.close();
        Tls offered = tls;
        if (offered != null) {
            offered.close();
        }
    }

    @Override
    public Map<String, Long> statistics() {
        Map<String, Long> figures = new TreeMap<>();
        figures.put("clients.connected", (long) registry.size());
        figures.put("clients.ever", registry.connected());
        figures.putAll(door.statistics());
        figures.put("clients.slow", slow.get());
        figures.put("clients.dead", dead.get());
        figures.put(
                "requests",
                commands.values().stream()
                        .mapToLong(its -> its.loop().requests())
                        .sum());
        Tls offered = tls;
        if (offered != null) {
            figures.putAll(offered.statistics());
        }
        return figures;
    }
}
