package maru.bootstrap.sessions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keys are listed and watched. */
final class WatchModel {
    private static final int MOST_LISTED = 1_000;

    private final ModelKeys keys;

    WatchModel(ModelKeys keys) {
        this.keys = keys;
    }

    void keys(Frame request, Answer answer, Span span) {
        String prefix = request.field(0);
        boolean isBehind = request.fields().size() > 2;
        String after = request.fieldsFrom(2);
        int limit = limit(request.field(1));
        Checks checks = new Checks(request, answer)
                .refuseIf(request.fields().size() < 2 || limit < 1, "bad-arguments")
                .refuseIf(!KeyRules.isPrefix(prefix) || (isBehind && !KeyRules.isKey(after)), "bad-arguments");
        if (checks.isRefused()) {
            return;
        }
        List<Frame> rows = new ArrayList<>();
        for (ModelEntry entry : keys.all()) {
            Frame row = Frame.of("key", entry.key);
            boolean isAsked = rows.size() < limit
                    && entry.key.startsWith(prefix)
                    && (!isBehind || KeyRules.compare(entry.key, after) > 0);
            if (isAsked && keys.find(entry.key, span, answer.rows().contains(row)) != null) {
                rows.add(row);
            }
        }
        checks.is(new Answer(Frame.of("keys", rows.size()), rows));
    }

    /** Below 1: it is none. */
    private static int limit(String typed) {
        if (!KeyRules.isLong(typed)) {
            return 0;
        }
        return (int) Math.max(0, Math.min(MOST_LISTED, Long.parseLong(typed)));
    }

    /** In whatever order its rows are. */
    void watch(ModelClient client, Frame request, Answer answer, Span span) {
        String prefix = request.fieldsFrom(0);
        Checks checks = new Checks(request, answer).refuseIf(!KeyRules.isPrefix(prefix), "bad-arguments");
        if (checks.isRefused()) {
            return;
        }
        checks.that(answer.reply().equals(Frame.of("watch", answer.rows().size())), "as many rows as it says");
        Map<String, Frame> rows = new HashMap<>();
        answer.rows().forEach(row -> checks.that(rows.put(row.field(0), row) == null, "a key once"));
        for (ModelEntry entry : keys.all()) {
            if (entry.key.startsWith(prefix) && keys.find(entry.key, span, rows.containsKey(entry.key)) != null) {
                Frame row = rows.remove(entry.key);
                checks.that(row != null, entry.key + " too");
                checks.that(Frame.of("changed", entry.key, entry.value).equals(row.without(1)), entry.value);
                entry.version.shown(row.field(1));
            }
        }
        checks.that(rows.isEmpty(), "not " + rows.keySet());
        keys.watch(client, prefix);
    }

    void unwatch(ModelClient client, Frame request, Answer answer) {
        String prefix = request.fieldsFrom(0);
        Checks checks = new Checks(request, answer).refuseIf(!KeyRules.isPrefix(prefix), "bad-arguments");
        if (!checks.isRefused()) {
            checks.is(Frame.of("ok", ""));
            client.keys.unwatch(prefix, keys::mayBeGone);
        }
    }
}
