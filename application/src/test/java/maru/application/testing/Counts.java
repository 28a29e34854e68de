package maru.application.testing;

import java.util.Map;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.port.out.TimeSource;

/** Limits that are a number, for tests. */
public final class Counts {
    private Counts() {}

    /** These, and no other. */
    public static Limits of(TimeSource time, Map<Limit, Long> counts) {
        return new Limits(counts, Map.of(), false, time, (limit, times, who, refused) -> {});
    }

    /** The same, by which nothing is refused. */
    public static Limits dryRun(TimeSource time, Map<Limit, Long> counts) {
        return new Limits(counts, Map.of(), true, time, (limit, times, who, refused) -> {});
    }
}
