package maru.application.limits;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import maru.application.port.out.LimitLog;
import maru.application.port.out.StatisticsSource;
import maru.application.port.out.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The limits that hold, and how often somebody met one: each is a count or a rate, or there is none. Whoever enforces one
 * asks {@link #refuses} when it is exceeded; in a dry run that is always false, and all else is the same. From any thread.
 */
public final class Limits implements StatisticsSource {
    /** What {@link #most} gives where there is no limit. */
    public static final long NONE = Long.MAX_VALUE;

    private static final long MILLIS_BETWEEN_LINES = 1_000;

    private final Map<Limit, Long> counts;
    private final Map<Limit, Rate> rates;
    private final boolean dryRun;
    private final TimeSource time;
    private final LimitLog log;
    private final Map<Limit, Tally> tallies = new EnumMap<>(Limit.class);

    private static final class Tally {
        final AtomicLong times = new AtomicLong();
        final AtomicLong told = new AtomicLong();
        final AtomicLong nextLineAt = new AtomicLong();
    }

    /**
     * @param counts the limits that are a number, 0 for none
     * @param rates the limits that are a rate; one that is not there is none
     * @param dryRun whether nothing is refused
     */
    public Limits(Map<Limit, Long> counts, Map<Limit, Rate> rates, boolean dryRun, TimeSource time, LimitLog log) {
        this.counts = Map.copyOf(counts);
        this.rates = Map.copyOf(rates);
        this.dryRun = dryRun;
        this.time = time;
        this.log = log;
        for (Limit limit : Limit.values()) {
            tallies.put(limit, new Tally());
        }
    }

    /** No limit at all. */
    public static Limits none(TimeSource time) {
        return new Limits(Map.of(), Map.of(), false, time, (limit, times, who, refused) -> {});
    }

    /** How much there may be; {@link #NONE} where that is not limited. */
    public long most(Limit limit) {
        long most = counts.getOrDefault(limit, 0L);
        return most == 0 ? NONE : most;
    }

    /** How often something may be done; null where that is not limited. */
    public @Nullable Rate rate(Limit limit) {
        return rates.get(limit);
    }

    /**
     * Somebody wants more than there may be. Counted, and logged once a second for each limit.
     *
     * @param who as it is to stand in the log: a caller, an address
     * @return whether that is to be refused
     */
    public boolean refuses(Limit limit, Object who) {
        return refuses(limit, who, 1);
    }

    /** The same for somebody who wants it so many times. */
    public boolean refuses(Limit limit, Object who, int more) {
        count(limit, who, more, !dryRun);
        return !dryRun;
    }

    /** As {@link #refuses} of what is refused in a dry run, too, since it protects the server's memory. */
    public void refused(Limit limit, Object who) {
        count(limit, who, 1, true);
    }

    private void count(Limit limit, Object who, int more, boolean isRefused) {
        Tally tally = tally(limit);
        long times = tally.times.addAndGet(more);
        long now = time.monotonicMillis();
        long nextLineAt = tally.nextLineAt.get();
        if (now >= nextLineAt && tally.nextLineAt.compareAndSet(nextLineAt, now + MILLIS_BETWEEN_LINES)) {
            log.exceeded(limit, times - tally.told.getAndSet(times), who.toString(), isRefused);
        }
    }

    /** Whether {@link #refuses} is always false. */
    public boolean isDryRun() {
        return dryRun;
    }

    private Tally tally(Limit limit) {
        Tally tally = tallies.get(limit);
        if (tally == null) {
            throw new IllegalArgumentException("no such limit: " + limit);
        }
        return tally;
    }

    /** {@code limits.NAME}: how often that one was exceeded. */
    @Override
    public Map<String, Long> statistics() {
        Map<String, Long> figures = new TreeMap<>();
        tallies.forEach((limit, tally) -> figures.put("limits." + limit.word(), tally.times.get()));
        return figures;
    }
}
