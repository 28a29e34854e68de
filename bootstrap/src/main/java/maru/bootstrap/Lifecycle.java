package maru.bootstrap;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import maru.bootstrap.commandline.Machine;
import maru.bootstrap.commandline.MaruOptions;
import maru.bootstrap.commandline.StoreKind;
import maru.bootstrap.commandline.Version;
import maru.bootstrap.console.Console;
import maru.bootstrap.console.ConsoleThread;
import maru.bootstrap.logging.LogLevels;
import maru.bootstrap.logging.MaruLog;
import maru.bootstrap.logging.VisibleText;
import maru.bootstrap.wiring.StartException;
import maru.bootstrap.wiring.SystemTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The process around the server, from its start to its exit code: 0 after a stop, 1 where it could not start or not
 * stop in time, 3 where no memory was left. Every stop, the console's, SIGTERM and SIGINT, is the JVM's shutdown hook.
 * Nobody else ends the process, but {@link Main} for a wrong command line.
 */
final class Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int OUT_OF_MEMORY = 3;

    /** With the second that the log may take, and the half that the terminal may: less than the 5 of a stop. */
    private static final long STOP_MILLIS = 3_300;

    private final MaruOptions options;
    private final Machine machine;
    private final MaruLog log;
    private final PrintStream out;
    private final PrintStream err;

    /** Let go when nothing else is left, so that the last line of the log can be made. */
    private final AtomicReference<byte @Nullable []> reserve = new AtomicReference<>(new byte[1 << 20]);

    @GuardedBy("this") private @Nullable Server server;

    @GuardedBy("this") private boolean stopping;

    /** As soon as there is one: for what may come at any time. */
    private volatile @Nullable Server freezable;

    private volatile @Nullable ConsoleThread console;

    Lifecycle(MaruOptions options, Machine machine, MaruLog log, PrintStream out, PrintStream err) {
        this.options = options;
        this.machine = machine;
        this.log = log;
        this.out = out;
        this.err = err;
    }

    /** Returns when the server serves. Ends the process where it can't. */
    void start() {
        log.onOutOfMemory(this::endWithoutMemory);
        Thread.setDefaultUncaughtExceptionHandler(this::uncaught);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        Signals.onHangUp(this::reload);
        startLog();
        try {
            Server opened = Server.open(options, new SystemTime(), this::fatal);
            freezable = opened;
            if (adopt(opened)) {
                StartGarbage.collect();
                ready(opened, opened.start().getPort());
            }
        } catch (StartException e) {
            fail(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            fatal(e);
            fail(e + ", of which " + options.logFile() + " says more", e);
        }
    }

    private void reload() {
        Server opened = freezable;
        if (opened != null) {
            opened.reloadCertificate();
        }
    }

    private void startLog() {
        LogLevels levels = log.levels();
        levels.set(LogLevels.ROOT, options.logLevel());
        levels.set("io.netty", options.logLevel() == Level.ERROR ? Level.ERROR : Level.WARN);
        // What an operator does is logged, whatever else is.
        levels.set(Console.class.getPackageName(), Level.INFO);
        log.start(options.logFile());
        LOG.info(
                "server_starting version={} pid={}",
                Version.NUMBER,
                ProcessHandle.current().pid());
    }

    private void ready(Server serving, int port) {
        String where = hostAndPort(options.listen().getAddress(), port);
        String store = options.store().name().toLowerCase(Locale.ROOT);
        LOG.info("server_ready address={} store={} max_store={}", where, store, options.maxStoreBytes());
        if (options.store() == StoreKind.MEM) {
            LOG.info("store_is_volatile mem keeps nothing on disk: all of it is gone when this process ends");
        }
        LOG.info("clients_limited max={} descriptors={}", options.maxClients(), machine.descriptors());
        if (options.wantedClients() > options.maxClients()) {
            LOG.warn(
                    "clients_limit_out_of_reach wanted={} max={} descriptors={}",
                    options.wantedClients(),
                    options.maxClients(),
                    machine.descriptors());
        }
        if (options.tls() != null && !options.tls().only() && !options.plaintextIsMeant() && !isOnLoopback()) {
            LOG.warn(
                    "plaintext_taken_too clients may send passwords without TLS: --tls-only closes them before they do");
        }
        out.println("Maru is ready on " + where + " (" + store + ")");
        log.openTerminal();
        if (ConsoleThread.hasStandardInput()) {
            startConsole(serving);
        }
    }

    private boolean isOnLoopback() {
        return options.listen().getAddress().isLoopbackAddress();
    }

    private void startConsole(Server serving) {
        Console commands = new Console(
                serving.operations(),
                serving.moderation(),
                serving.notices(),
                log,
                Clock.system(ZoneId.systemDefault()),
                () -> System.exit(STOPPED));
        ConsoleThread started = ConsoleThread.start(commands, log, System.in, out::println);
        console = started;
        if (isStopping()) {
            started.close();
        }
    }

    private static String hostAndPort(InetAddress address, int port) {
        String host = address.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** False where a stop came before. */
    private synchronized boolean adopt(Server opened) {
        if (!stopping) {
            server = opened;
        }
        return !stopping;
    }

    private synchronized @Nullable Server beginStop() {
        stopping = true;
        return server;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    /** The shutdown hook. */
    private void stop() {
        Signals.onNext(() -> halt(FAILED));
        Server running = beginStop();
        closeConsole();
        boolean done = running == null || stop(running);
        closeLog();
        halt(done ? STOPPED : FAILED);
    }

    /** First, so that the terminal is as it was whatever comes. */
    private void closeConsole() {
        ConsoleThread started = console;
        if (started != null) {
            started.close();
        }
    }

    /** On a thread of its own, which may hang without the process hanging. Returns whether all of it was done. */
    private static boolean stop(Server running) {
        FutureTask<Void> work = new FutureTask<>(running::stop, null);
        Thread thread = new Thread(work, "stop-server");
        thread.setDaemon(true);
        thread.start();
        try {
            work.get(STOP_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            LOG.error("stop_failed", e);
            return false;
        }
    }

    private void fail(String sentence, Throwable why) {
        if (isStopping()) {
            return;
        }
        LOG.error("start_failed", why);
        Server opened = beginStop();
        boolean unused = opened == null || stop(opened);
        closeLog();
        err.println("Maru can't start: " + VisibleText.of(sentence));
        halt(FAILED);
    }

    private void fatal(Throwable thrown) {
        if (thrown instanceof OutOfMemoryError) {
            endWithoutMemory();
        }
    }

    private void uncaught(Thread thread, Throwable thrown) {
        if (thrown instanceof OutOfMemoryError) {
            freeze();
        }
        try {
            LOG.error("thread_died name={}", thread.getName(), thrown);
        } finally {
            fatal(thrown);
        }
    }

    /** Before anything else, and without an object: what was begun and not ended must not be shown to anybody. */
    private void freeze() {
        Server opened = freezable;
        if (opened != null) {
            opened.freeze();
        }
    }

    /** What is left of the process can't be relied upon: nothing is tried but to say so. */
    private void endWithoutMemory() {
        freeze();
        reserve.set(null);
        try {
            LOG.error("out_of_memory the process ends, with code 3");
            closeLog();
        } finally {
            halt(OUT_OF_MEMORY);
        }
    }

    private void closeLog() {
        try {
            log.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Past the shutdown hooks: this one is ours, or is stuck. */
    private static void halt(int code) {
        Runtime.getRuntime().halt(code);
    }
}
