package maru.bootstrap.commandline;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import maru.application.limits.Limit;
import maru.application.limits.Rate;
import org.jspecify.annotations.Nullable;

/**
 * How much each client, address, user and owner may do.
 *
 * @param counts the limits that are a number; 0: there is none
 * @param rates the limits that are a rate; one that is not there is none
 * @param dryRun whether what is over them is counted and logged, and not refused
 */
public record LimitOptions(Map<Limit, Long> counts, Map<Limit, Rate> rates, boolean dryRun) {
    private static final long MOST_BYTES = 1L << 40;
    private static final long REGISTRATIONS_OFF_LOOPBACK = 3;

    public LimitOptions {
        counts = Map.copyOf(counts);
        rates = Map.copyOf(rates);
    }

    static LimitOptions of(Values values) throws WrongCommandLineException {
        Map<Limit, Long> counts = new EnumMap<>(Limit.class);
        counts.put(Limit.WHISPERS_WAITING, values.limit(Setting.MAX_WHISPERS_WAITING));
        counts.put(Limit.ROOMS_JOINED, values.limit(Setting.MAX_ROOMS_JOINED));
        counts.put(Limit.HOLDS, values.limit(Setting.MAX_HOLDS));
        counts.put(Limit.WATCHES, values.limit(Setting.MAX_WATCHES));
        counts.put(Limit.FOLLOWS, values.limit(Setting.MAX_FOLLOWS));
        counts.put(Limit.KEYS_PER_OWNER, values.limit(Setting.MAX_KEYS_PER_OWNER));
        counts.put(Limit.BYTES_PER_OWNER, values.bytes(Setting.MAX_BYTES_PER_OWNER, 0, MOST_BYTES));
        counts.put(Limit.ACCOUNTS, values.limit(Setting.MAX_ACCOUNTS));
        Map<Limit, Rate> rates = new EnumMap<>(Limit.class);
        boolean isOpen = !values.host(Setting.HOST).isLoopbackAddress();
        counts.put(Limit.CLIENTS_PER_ADDRESS, values.limit(Setting.MAX_CLIENTS_PER_ADDRESS, isOpen ? 64 : 0));
        long connects = values.limit(Setting.MAX_CONNECTS_PER_ADDRESS, isOpen ? 120 : 0);
        put(rates, Limit.CONNECTS_PER_ADDRESS, connects, Duration.ofMinutes(1));
        put(rates, Limit.REQUESTS, values.rate(Setting.REQUEST_RATE, isOpen ? "1000/4000" : "0"));
        put(rates, Limit.MESSAGES, values.rate(Setting.MESSAGE_RATE, isOpen ? "5/20" : "0"));
        counts.put(Limit.LOGIN_TIMEOUT, values.limit(Setting.LOGIN_TIMEOUT));
        counts.put(Limit.LOGIN_FRAME, values.bytes(Setting.MAX_LOGIN_FRAME, 0, 16 << 20));
        put(rates, Limit.LOGINS, values.limit(Setting.MAX_LOGINS), Duration.ofMinutes(1));
        put(rates, Limit.FAILED_LOGINS, values.limit(Setting.MAX_FAILED_LOGINS), Duration.ofHours(1));
        long registrations = values.limit(Setting.MAX_REGISTRATIONS, isOpen ? REGISTRATIONS_OFF_LOOPBACK : 0);
        put(rates, Limit.REGISTRATIONS, registrations, Duration.ofHours(1));
        return new LimitOptions(counts, rates, values.flag(Setting.DRY_RUN_LIMITS));
    }

    private static void put(Map<Limit, Rate> rates, Limit limit, @Nullable Rate rate) {
        if (rate != null) {
            rates.put(limit, rate);
        }
    }

    /** So many at once, and as many in each period; 0: no limit. */
    private static void put(Map<Limit, Rate> rates, Limit limit, long count, Duration period) {
        if (count > 0) {
            rates.put(limit, Rate.of((int) count, period));
        }
    }
}
