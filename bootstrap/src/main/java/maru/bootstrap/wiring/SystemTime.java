package maru.bootstrap.wiring;

import java.util.concurrent.TimeUnit;
import maru.application.port.out.TimeSource;

/** The clocks of the machine. */
public final class SystemTime implements TimeSource {
    private final long startNanos = System.nanoTime();

    @Override
    public long unixMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long monotonicMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos) + 1;
    }
}
