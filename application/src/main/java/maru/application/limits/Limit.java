package maru.application.limits;

import java.util.Locale;

/** What clients may do only so much of. A constant is the name of its figure in the statistics, too. */
public enum Limit {
    /** Whispers that wait for a registered user who is away. */
    WHISPERS_WAITING;

    /** As operators read it, for example {@code whispers-waiting}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
