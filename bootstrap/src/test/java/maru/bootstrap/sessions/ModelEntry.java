package maru.bootstrap.sessions;

import org.jspecify.annotations.Nullable;

/** What there is of a key. */
final class ModelEntry {
    final String key;
    final String value;
    final ModelVersion version;

    /** Null: it lives for good. */
    @Nullable ModelExpiry expiry;

    /** Whose end is its end; null: nobody's. */
    final @Nullable ModelClient holder;

    ModelEntry(
            String key,
            String value,
            ModelVersion version,
            @Nullable ModelExpiry expiry,
            @Nullable ModelClient holder) {
        this.key = key;
        this.value = value;
        this.version = version;
        this.expiry = expiry;
        this.holder = holder;
    }
}
