package maru.domain.notice;

import java.util.Locale;

/** How much a notice matters. */
public enum NoticeLevel {
    INFO,
    WARN,
    ALERT;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As clients see it; it never changes once it was released. */
    public String word() {
        return word;
    }
}
