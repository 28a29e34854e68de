package maru.bootstrap;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGINT, SIGTERM and SIGHUP, by way of {@code sun.misc.Signal}: there is nothing else for it, and every JVM has it. By
 * reflection, since javac warns of it and can't be told not to.
 */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /** What is done from now on when one comes that is to end the process, on a thread of the JVM. */
    static void onNext(Runnable action) {
        handle(action, "INT", "TERM");
    }

    /** What is done from now on when SIGHUP comes, which ends the process else; where there is no such signal, nothing. */
    static void onHangUp(Runnable action) {
        handle(action, "HUP");
    }

    private static void handle(Runnable action, String... names) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        action.run();
                        return null;
                    });
            for (String name : names) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
            }
        } catch (ReflectiveOperationException e) {
            LOG.warn("signals_not_handled why={}", e.toString());
        }
    }
}
