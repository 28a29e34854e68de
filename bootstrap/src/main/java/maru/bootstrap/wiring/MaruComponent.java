package maru.bootstrap.wiring;

import dagger.BindsInstance;
import dagger.Component;
import java.util.Optional;
import java.util.function.Consumer;
import javax.inject.Singleton;
import maru.adapter.persistence.Store;
import maru.adapter.socket.server.SocketServer;
import maru.adapter.socket.tls.Tls;
import maru.application.port.in.ModerationUseCase;
import maru.application.port.in.NoticeUseCase;
import maru.application.port.in.OperationsUseCase;
import maru.application.port.out.TimeSource;
import maru.application.port.out.Watchers;
import maru.bootstrap.commandline.MaruOptions;

/** The whole server, wired. Each root is made when it is first asked for; the store is opened then. */
@Singleton
@Component(modules = {StoreModule.class, ApplicationModule.class, TalkModule.class, SocketModule.class})
public interface MaruComponent {
    /**
     * What is kept.
     *
     * @throws StartException if it can't be opened
     */
    Store store();

    Watchers watchers();

    /**
     * Empty where there is no certificate.
     *
     * @throws StartException if it can't be read
     */
    Optional<Tls> tls();

    SocketServer server();

    OperationsUseCase operations();

    ModerationUseCase moderation();

    NoticeUseCase notices();

    /** What is not made here. */
    @Component.Factory
    interface Factory {
        /**
         * Makes nothing yet.
         *
         * @param time the clocks, for all of it
         * @param fatal is given what the process can't survive, and ends it
         */
        MaruComponent create(
                @BindsInstance MaruOptions options,
                @BindsInstance TimeSource time,
                @BindsInstance Consumer<Throwable> fatal);
    }
}
