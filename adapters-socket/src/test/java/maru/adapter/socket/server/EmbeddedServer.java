package maru.adapter.socket.server;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import maru.adapter.socket.controller.AccountController;
import maru.adapter.socket.controller.ChatController;
import maru.adapter.socket.controller.CommandTable;
import maru.adapter.socket.controller.ConnectionController;
import maru.adapter.socket.controller.KeyValueController;
import maru.adapter.socket.controller.PresenceController;
import maru.adapter.socket.dialect.DialectChooser;
import maru.adapter.socket.dialect.FrameDialect;
import maru.adapter.socket.dialect.LineDialect;
import maru.adapter.socket.dialect.LoginFrames;
import maru.adapter.socket.session.CloseReason;
import maru.adapter.socket.session.Heartbeat;
import maru.adapter.socket.session.Loop;
import maru.adapter.socket.session.RequestRate;
import maru.adapter.socket.session.Session;
import maru.adapter.socket.session.SessionOptions;
import maru.adapter.socket.session.SessionRegistry;
import maru.adapter.socket.session.Surplus;
import maru.adapter.socket.tls.Tls;
import maru.adapter.socket.watch.WatchAudience;
import maru.application.keyvalue.KeyValueService;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.limits.Rate;
import maru.application.testing.SettableTime;
import org.jspecify.annotations.Nullable;

/**
 * All of the server but sockets and threads: one event loop whose turns the test runs, one heartbeat whose rounds it
 * makes, and clients at the other end of nothing. A client's bytes go the whole way, and so do the answers.
 */
public final class EmbeddedServer implements AutoCloseable {
    public static final int HEARTBEAT_MILLIS = 30_000;
    public static final int MAX_FRAME_BYTES = 65_536;
    public static final int MAX_PUSH_BYTES = 256 << 10;
    public static final int LOGIN_MILLIS = 10_000;
    public static final long LOGIN_FRAME_BYTES = 1_024;
    private static final int ROUND_MILLIS = 250;
    private static final int TICK_MILLIS = 10;

    private final SettableTime time = new SettableTime();
    private final SessionRegistry registry;
    private final Heartbeat heartbeat;
    private final InMemoryEntries entries = new InMemoryEntries();
    private final WatchAudience watchers = new WatchAudience();
    private final KeyValueService keyValues = new KeyValueService(entries, watchers, Limits.none(time));
    private final RecordingTalk talk = new RecordingTalk();
    private final List<Throwable> fatal = new ArrayList<>();
    private final List<Long> ended = new ArrayList<>();
    private final List<EmbeddedClient> clients = new ArrayList<>();

    /** Its event loop is the server's; nothing is sent through it. */
    private final EmbeddedChannel turns = new EmbeddedChannel();

    private final SteppedTasks tasks = new SteppedTasks();
    private final Loop loop;
    private boolean failsWhenOneEnds;
    private @Nullable Tls tls;
    private long nanos;
    private final int maxFrameBytes;
    private final boolean requireLogin;
    private final Limits limits;
    private final CommandTable commands;

    public EmbeddedServer() {
        this(MAX_FRAME_BYTES);
    }

    public EmbeddedServer(int maxFrameBytes) {
        this(maxFrameBytes, false);
    }

    public EmbeddedServer(int maxFrameBytes, boolean requireLogin) {
        this(maxFrameBytes, requireLogin, new SessionRegistry(), 0);
    }

    /** With limits of what each client may do; where it has to log in it has 10 seconds, and frames of 1 KiB. */
    public EmbeddedServer(boolean requireLogin, Map<Limit, Rate> rates, boolean dryRun) {
        this(MAX_FRAME_BYTES, requireLogin, new SessionRegistry(), 0, rates, dryRun);
    }

    private EmbeddedServer(int maxFrameBytes, boolean requireLogin, SessionRegistry registry, int index) {
        this(maxFrameBytes, requireLogin, registry, index, Map.of(), false);
    }

    private EmbeddedServer(
            int maxFrameBytes,
            boolean requireLogin,
            SessionRegistry registry,
            int index,
            Map<Limit, Rate> rates,
            boolean dryRun) {
        this.maxFrameBytes = maxFrameBytes;
        this.requireLogin = requireLogin;
        limits = new Limits(
                Map.of(Limit.LOGIN_FRAME, LOGIN_FRAME_BYTES), rates, dryRun, time, (limit, times, who, refused) -> {});
        this.registry = registry;
        heartbeat = new Heartbeat(registry, time);
        turns.freezeTime();
        loop = new Loop(tasks.eventLoop(turns.eventLoop()), index, heartbeat.clock(), fatal::add);
        commands = new CommandTable(
                maxFrameBytes,
                requireLogin,
                List.of(
                        new KeyValueController(keyValues),
                        new AccountController(talk),
                        new ChatController(talk),
                        new PresenceController(talk),
                        new ConnectionController("Maru/test", maxFrameBytes, HEARTBEAT_MILLIS / 1_000)));
        entries.announceTo(watchers);
        watchers.add(loop);
    }

    /** Another event loop of the same server, with keys of its own. */
    public EmbeddedServer another(int index) {
        return new EmbeddedServer(maxFrameBytes, false, registry, index);
    }

    /** From now on clients may go through TLS. */
    public void offer(Tls offered) {
        tls = offered;
    }

    /** A client that has said nothing yet. */
    public EmbeddedClient connect() {
        return connect(false);
    }

    /** A client that has been answered once, so that its dialect is known. */
    public EmbeddedClient connectWithFrames() {
        EmbeddedClient client = connect();
        client.send("ping<>");
        client.received();
        return client;
    }

    /** The same, within a turn that has not ended yet. */
    public EmbeddedClient connectWithFramesWithinTurn() {
        EmbeddedClient client = connect();
        client.sendWithinTurn("ping<>");
        client.session().readCompleted();
        client.received();
        return client;
    }

    /**
     * A client that has said nothing yet.
     *
     * @param surplus whether it is one more than the server takes
     */
    public EmbeddedClient connect(boolean surplus) {
        TakingChannel channel = new TakingChannel();
        Session session = new Session(
                channel,
                loop,
                new SessionOptions(
                        HEARTBEAT_MILLIS,
                        MAX_PUSH_BYTES,
                        requireLogin ? LOGIN_MILLIS : 0,
                        RequestRate.of(limits, time),
                        limits,
                        this::ended),
                registry,
                surplus ? Surplus.of(CloseReason.FULL) : null);
        LoginFrames loginFrames = requireLogin ? LoginFrames.of(limits, maxFrameBytes) : null;
        session.begin(new DialectChooser(
                session,
                FrameDialect.by(commands, maxFrameBytes, loginFrames),
                chosen -> new LineDialect(chosen, talk, talk)));
        channel.pipeline().addLast(new SessionHandler(its -> session, tls, fatal::add));
        EmbeddedClient client = new EmbeddedClient(this, channel, session);
        clients.add(client);
        return client;
    }

    private void ended(Session gone) {
        ended.add(gone.id());
        if (failsWhenOneEnds) {
            throw new IllegalStateException("a fault, made on purpose");
        }
        keyValues.ended(gone);
    }

    /** How often somebody met that limit. */
    public long exceeded(Limit limit) {
        return Objects.requireNonNull(limits.statistics().get("limits." + limit.word()));
    }

    /** One turn of the loop: all tasks that there are, and those that they make. */
    public void turn() {
        while (step()) {
            turns.runPendingTasks();
        }
        turns.runPendingTasks();
        turns.checkException();
    }

    /** Runs the next task of the loop. Returns whether there was one. */
    public boolean step() {
        return tasks.runNext();
    }

    /** How many tasks the loop was given so far. */
    public int tasks() {
        return tasks.handedOver();
    }

    /** Time passes, and the heartbeat makes its rounds. */
    public void pass(long millis) {
        for (long passed = 0; passed < millis; passed += ROUND_MILLIS) {
            time.advance(ROUND_MILLIS);
            round();
        }
    }

    /** Time passes on all clocks, with what timers and the heartbeat do in it. */
    public void live(long millis) {
        for (long passed = 0; passed < millis; passed += TICK_MILLIS) {
            time.advance(TICK_MILLIS);
            passNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
            if ((passed + TICK_MILLIS) % ROUND_MILLIS == 0) {
                heartbeat.round();
            }
            turn();
        }
    }

    /** Time passes on the event loop's own clock, and it does what that brings, but no task. */
    public void passNanos(long passed) {
        nanos += passed;
        turns.advanceTimeBy(passed, TimeUnit.NANOSECONDS);
        turns.runScheduledPendingTasks();
    }

    /** The event loop's own clock. */
    public long nanos() {
        return nanos;
    }

    /** How many timers the loop has set so far. */
    public int timers() {
        return tasks.timers();
    }

    /** Time passes, and nothing happens. */
    public void stop(long millis) {
        time.advance(millis);
    }

    public void round() {
        heartbeat.round();
        turn();
    }

    public InMemoryEntries entries() {
        return entries;
    }

    /** Users and rooms. */
    public RecordingTalk talk() {
        return talk;
    }

    public SessionRegistry registry() {
        return registry;
    }

    public Loop loop() {
        return loop;
    }

    /** The sessions that were told of as ended, in order. */
    public List<Long> ended() {
        return ended;
    }

    /** From now on the word that a session has ended meets a fault. */
    public void failWhenOneEnds() {
        failsWhenOneEnds = true;
    }

    /** What the process could not have survived. */
    public List<Throwable> fatal() {
        return fatal;
    }

    @Override
    public void close() {
        clients.forEach(EmbeddedClient::discard);
        turns.finishAndReleaseAll();
    }
}
