package maru.benchmarks;

import maru.application.port.out.TimeSource;

/** A clock that stands still. */
public final class FixedTime implements TimeSource {
    private static final long UNIX_MILLIS = 1_800_000_000_000L;

    @Override
    public long unixMillis() {
        return UNIX_MILLIS;
    }

    @Override
    public long monotonicMillis() {
        return 1;
    }
}
