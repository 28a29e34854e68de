package maru.bootstrap.sessions;

import java.util.HashSet;
import java.util.Set;

/** The one counter of a store: what it gives grows, and nothing is given twice. */
final class ModelVersions {
    private final Set<Long> shown = new HashSet<>();
    private long newest;

    /** Of a change that is made now: above all that was shown so far. */
    ModelVersion next() {
        return new ModelVersion(this, newest);
    }

    /** Of a change that the server made by itself some time after another. */
    ModelVersion after(ModelVersion other) {
        return new ModelVersion(this, other.floor() + 1);
    }

    boolean isNew(long version) {
        newest = Math.max(newest, version);
        return shown.add(version);
    }
}
