package maru.bootstrap.commandline;

import java.util.EnumMap;
import java.util.Map;
import maru.application.limits.Limit;
import maru.application.limits.Rate;

/**
 * How much each client, address, user and owner may do.
 *
 * @param counts the limits that are a number; 0: there is none
 * @param rates the limits that are a rate; one that is not there is none
 * @param dryRun whether what is over them is counted and logged, and not refused
 */
public record LimitOptions(Map<Limit, Long> counts, Map<Limit, Rate> rates, boolean dryRun) {
    public LimitOptions {
        counts = Map.copyOf(counts);
        rates = Map.copyOf(rates);
    }

    static LimitOptions of(Values values) throws WrongCommandLineException {
        Map<Limit, Long> counts = new EnumMap<>(Limit.class);
        counts.put(Limit.WHISPERS_WAITING, values.limit(Setting.MAX_WHISPERS_WAITING));
        Map<Limit, Rate> rates = new EnumMap<>(Limit.class);
        return new LimitOptions(counts, rates, values.flag(Setting.DRY_RUN_LIMITS));
    }
}
