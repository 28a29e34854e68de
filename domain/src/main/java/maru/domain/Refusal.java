package maru.domain;

import java.util.Objects;

/**
 * A request turned down.
 *
 * @param code for programs
 * @param detail for people: the limit and the value, or what was expected with an example
 */
public record Refusal(RefusalCode code, String detail) {
    public Refusal {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
    }

    public static Refusal badArguments(String detail) {
        return new Refusal(RefusalCode.BAD_ARGUMENTS, detail);
    }

    /**
     * A write that met another version.
     *
     * @param found the version that the key has, 0 when it is not there
     */
    public static Refusal conflict(long found) {
        return new Refusal(RefusalCode.CONFLICT, Long.toString(found));
    }

    /**
     * What came after an id can't be given whole.
     *
     * @param oldest the oldest id that is still kept; where nothing is, the last one that was given and 1
     */
    public static Refusal gap(long oldest) {
        return new Refusal(RefusalCode.GAP, Long.toString(oldest));
    }
}
