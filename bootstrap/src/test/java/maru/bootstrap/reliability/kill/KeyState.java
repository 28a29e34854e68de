package maru.bootstrap.reliability.kill;

import org.jspecify.annotations.Nullable;

/**
 * What a key is to be.
 *
 * @param value null: it is not there
 * @param version as it was shown; 0: not shown yet, but higher than {@code above}
 * @param above the highest version that was shown of the key before
 * @param due Unix milliseconds before which it is there, if it has a time to live; 0: it has none
 */
record KeyState(@Nullable String value, long version, long above, long due) {
    static final KeyState ABSENT = new KeyState(null, 0, 0, 0);

    /** Between a request and the moment in which the server reads its clock for it. */
    private static final long SLACK_MILLIS = 20_000;

    /** It is written anew. */
    KeyState then(@Nullable String newValue, long newDue) {
        return new KeyState(newValue, 0, Math.max(version, above), newDue);
    }

    KeyState shown(long newVersion) {
        if (newVersion <= Math.max(version, above)) {
            throw new AssertionError("version " + newVersion + " behind " + this);
        }
        return new KeyState(value, newVersion, above, due);
    }

    /** What the server has of a key, as the reply to {@code entry}. */
    record Found(@Nullable String value, long version, long expires, long askedAt, long answeredAt) {
        KeyState adopted(KeyState was) {
            return value == null ? was.then(null, 0) : new KeyState(value, version, 0, expires);
        }
    }

    boolean matches(Found found) {
        if (found.value == null) {
            return value == null || isOver(found.answeredAt);
        }
        boolean isVersion = version == 0 ? found.version > above : found.version == version;
        return isVersion && found.value.equals(value) && isDueAt(found);
    }

    private boolean isOver(long now) {
        return due != 0 && due <= now;
    }

    private boolean isDueAt(Found found) {
        if (due == 0) {
            return found.expires == 0;
        }
        return found.expires >= due
                && found.expires <= due + SLACK_MILLIS
                && found.expires >= found.askedAt - 1_000; // Unix time and the monotonic one are rounded
    }
}
