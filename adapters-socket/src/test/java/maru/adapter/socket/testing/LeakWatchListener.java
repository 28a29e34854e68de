package maru.adapter.socket.testing;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Fails the test run of a module in which a buffer of Netty leaked.
 *
 * <p>JUnit finds it in {@code META-INF/services}, in this module and in each that has this module's test classes.
 */
public final class LeakWatchListener implements LauncherSessionListener {
    private final LeakWatch watch = new LeakWatch();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        watch.install();
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        watch.assertNoLeak();
    }
}
