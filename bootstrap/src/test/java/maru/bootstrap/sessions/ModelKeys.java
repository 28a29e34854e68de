package maru.bootstrap.sessions;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All keys, and who is told of their changes. */
final class ModelKeys {
    private final ModelVersions versions = new ModelVersions();
    private final TreeMap<String, ModelEntry> entries = new TreeMap<>(KeyRules::compare);
    private final Set<ModelClient> watchers = new LinkedHashSet<>();

    /** In the order of their bytes. */
    List<ModelEntry> all() {
        return new ArrayList<>(entries.values());
    }

    /** What the last answers have left of it, due or not. */
    @Nullable ModelEntry get(String key) {
        return entries.get(key);
    }

    /**
     * What there is of a key while a request is answered.
     *
     * @param told whether the answer says that there is something; null: it says neither
     */
    @Nullable ModelEntry find(String key, Span span, @Nullable Boolean told) {
        ModelEntry entry = entries.get(key);
        if (entry == null || entry.expiry == null || entry.expiry.isAhead(span.answeredNanos())) {
            return entry;
        }
        boolean isOver = entry.expiry.isOver(span.askedNanos());
        if (!isOver && Boolean.TRUE.equals(told)) {
            return entry;
        }
        remove(entry, versions.after(entry.version), isOver || told != null);
        return null;
    }

    ModelVersion put(String key, String value, @Nullable ModelExpiry expiry, @Nullable ModelClient holder) {
        ModelEntry entry = new ModelEntry(key, value, versions.next(), expiry, holder);
        entries.put(key, entry);
        tell(ModelChange.to(entry));
        return entry.version;
    }

    /** Somebody has deleted it. */
    void delete(ModelEntry entry) {
        remove(entry, versions.next(), true);
    }

    private void remove(ModelEntry entry, ModelVersion version, boolean certain) {
        entries.remove(entry.key);
        tell(ModelChange.removal(entry.key, version, certain));
    }

    private void tell(ModelChange change) {
        watchers.forEach(watcher -> watcher.keys.expect(change));
    }

    void watch(ModelClient client, String prefix) {
        watchers.add(client);
        client.keys.watch(prefix);
    }

    /** A connection has ended. Returns the keys that are gone with it. */
    List<String> end(ModelClient client) {
        watchers.remove(client);
        List<ModelEntry> held =
                all().stream().filter(entry -> entry.holder == client).toList();
        held.forEach(entry -> remove(entry, versions.after(entry.version), true));
        return held.stream().map(entry -> entry.key).toList();
    }

    /** The server was started anew, on the same store. */
    void restart() {
        watchers.clear();
        entries.values().removeIf(entry -> entry.holder != null);
    }

    /** What is certainly due now is gone. */
    void expire() {
        long now = System.nanoTime();
        for (ModelEntry entry : all()) {
            if (entry.expiry != null && entry.expiry.isOver(now)) {
                remove(entry, versions.after(entry.version), true);
            }
        }
    }

    /** A push says that a key is gone that nobody has removed: it has expired, if it may have. */
    boolean mayBeGone(String key) {
        ModelEntry entry = entries.get(key);
        if (entry == null || entry.expiry == null || entry.expiry.isAhead(System.nanoTime())) {
            return false;
        }
        remove(entry, versions.after(entry.version), true);
        return true;
    }
}
