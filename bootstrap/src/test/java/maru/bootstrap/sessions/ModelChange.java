package maru.bootstrap.sessions;

import org.jspecify.annotations.Nullable;

/** A change of a key, as all who watch it have to be told. */
final class ModelChange {
    private enum Happened {
        YES,
        NO,
        NOBODY_KNOWS
    }

    final String key;
    private final @Nullable String value;
    private final ModelVersion version;
    private Happened happened;

    private ModelChange(String key, @Nullable String value, ModelVersion version, Happened happened) {
        this.key = key;
        this.value = value;
        this.version = version;
        this.happened = happened;
    }

    static ModelChange to(ModelEntry entry) {
        return new ModelChange(entry.key, entry.value, entry.version, Happened.YES);
    }

    /** @param certain else it may have been written over before it was gone */
    static ModelChange removal(String key, ModelVersion version, boolean certain) {
        return new ModelChange(key, null, version, certain ? Happened.YES : Happened.NOBODY_KNOWS);
    }

    boolean isCertain() {
        return happened == Happened.YES;
    }

    /** Whether a push may be this change's. */
    boolean looksLike(Frame push) {
        return value == null
                ? push.name().equals("removed")
                : push.name().equals("changed") && value.equals(push.field(2));
    }

    /**
     * Holds a push against it.
     *
     * @return false if the push is of a later change, since this one did not happen
     */
    boolean takes(Frame push) {
        boolean isRemoval = push.name().equals("removed");
        if (happened != Happened.YES && !isRemoval) {
            happened = Happened.NO;
            return false;
        }
        if (happened == Happened.NO
                || isRemoval != (value == null)
                || push.fields().size() != (isRemoval ? 2 : 3)
                || (value != null && !value.equals(push.field(2)))) {
            throw new AssertionError("came " + push + ", expected " + this);
        }
        happened = Happened.YES;
        version.shown(push.field(1));
        return true;
    }

    @Override
    public String toString() {
        return (value == null ? "removed<" + key : "changed<" + key + "," + value) + "> " + happened;
    }
}
