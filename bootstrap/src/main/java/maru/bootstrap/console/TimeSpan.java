package maru.bootstrap.console;

import java.util.concurrent.TimeUnit;

/** A span of time as an operator types it: {@code 30s}, {@code 30m}, {@code 2h}, {@code 1d}. */
final class TimeSpan {
    private static final long MOST_DAYS = 3_650;
    private static final int MOST_DIGITS = 9;

    private TimeSpan() {}

    static long millis(String typed) throws WrongCommandException {
        int last = typed.length() - 1;
        TimeUnit unit = last < 1
                ? null
                : switch (typed.charAt(last)) {
                    case 's' -> TimeUnit.SECONDS;
                    case 'm' -> TimeUnit.MINUTES;
                    case 'h' -> TimeUnit.HOURS;
                    case 'd' -> TimeUnit.DAYS;
                    default -> null;
                };
        String digits = typed.substring(0, Math.max(0, last));
        boolean number = digits.length() <= MOST_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        long millis = unit != null && number ? unit.toMillis(Long.parseLong(digits)) : 0;
        if (millis < 1 || millis > TimeUnit.DAYS.toMillis(MOST_DAYS)) {
            throw new WrongCommandException(
                    "a time is 30s, 30m, 2h or 1d, up to " + MOST_DAYS + "d, and not '" + typed + "'");
        }
        return millis;
    }
}
