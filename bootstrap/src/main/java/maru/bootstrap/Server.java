package maru.bootstrap;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import maru.adapter.persistence.names.NameLooks;
import maru.adapter.socket.tls.Tls;
import maru.application.port.in.ModerationUseCase;
import maru.application.port.in.NoticeUseCase;
import maru.application.port.in.OperationsUseCase;
import maru.application.port.out.TimeSource;
import maru.bootstrap.commandline.MaruOptions;
import maru.bootstrap.wiring.DaggerMaruComponent;
import maru.bootstrap.wiring.MaruComponent;
import maru.bootstrap.wiring.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What serves: started from the store up, stopped from the listener down. Knows nothing of the process around it. */
final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** Who takes longer to read a {@code bye} misses it: a stop takes 5 seconds in all. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final MaruComponent component;

    /** Loads what names are compared by, while the store is opened. */
    private final Thread names;

    @GuardedBy("this") private boolean stopped;

    private Server(MaruComponent component, Thread names) {
        this.component = component;
        this.names = names;
    }

    /**
     * Opens and loads the store. Blocks as long as that takes.
     *
     * @param time the clocks, for all of it
     * @param fatal is given what the process can't survive, and ends it
     * @throws StartException if it can't be had
     */
    static Server open(MaruOptions options, TimeSource time, Consumer<Throwable> fatal) {
        if (!options.transport().isAvailable()) {
            throw new StartException("there is no epoll on this machine: take --transport nio or auto");
        }
        Thread names = new Thread(NameLooks::load, "names");
        names.setDaemon(true);
        names.start();
        MaruComponent component = DaggerMaruComponent.factory().create(options, time, fatal);
        boolean unused = component.tls().isPresent(); // before a store that may take long to load
        component.store().entries().announceTo(component.watchers());
        return new Server(component, names);
    }

    /** So that no event loop has to. */
    private void awaitNames() {
        try {
            names.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Serves from now on.
     *
     * @return where
     * @throws StartException if the address can't be had, or {@link #stop} came first
     */
    synchronized InetSocketAddress start() {
        if (stopped) {
            throw new StartException("the server was stopped before it served");
        }
        component.store().start();
        awaitNames();
        try {
            return component.server().start();
        } catch (IOException e) {
            throw new StartException(e);
        }
    }

    /** Nothing that is not shown yet is shown any more: for when the process is about to end. Makes no object. */
    void freeze() {
        component.store().freeze();
    }

    /** From now on new connections get the certificate that is in its file now. Blocks while it is read. */
    void reloadCertificate() {
        component
                .tls()
                .ifPresentOrElse(Tls::reload, () -> LOG.info("hangup_ignored there is no --tls-cert to be read again"));
    }

    OperationsUseCase operations() {
        return component.operations();
    }

    ModerationUseCase moderation() {
        return component.moderation();
    }

    NoticeUseCase notices() {
        return component.notices();
    }

    /** Bye to every client, then everything written. Blocks for some seconds at most. */
    synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        LOG.info("server_stopping");
        boolean all = component.server().drain(DRAIN);
        component.server().close();
        component.store().close();
        LOG.info("server_stopped every_client_read_bye={}", all);
    }
}
