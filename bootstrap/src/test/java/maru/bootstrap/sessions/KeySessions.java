package maru.bootstrap.sessions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Requests for keys, one or several at once, against a server and the model. */
final class KeySessions {
    private static final Set<String> NAMES =
            Set.of("get", "entry", "keys", "put", "put-for", "hold", "del", "cas", "add", "touch", "watch", "unwatch");

    private final ModelKeys keys = new ModelKeys();
    private final KeyModel model = new KeyModel(keys);
    private final WatchModel watches = new WatchModel(keys);

    ModelKeys model() {
        return keys;
    }

    static boolean isRequest(Step step) {
        int angle = step.raw().indexOf('<');
        return angle > 0 && NAMES.contains(step.raw().substring(0, angle));
    }

    void run(Step step, ModelClient client, LiveClient live) throws IOException {
        List<String> frames = new ArrayList<>();
        step.frames().forEach(frame -> frames.add(filledIn(frame)));
        long nanos = System.nanoTime();
        long unix = System.currentTimeMillis();
        live.send(String.join("", frames));
        for (String frame : frames) {
            Answer answer = live.answer(frame);
            check(client, frame, answer, Span.since(nanos, unix));
        }
    }

    /** With the version that a key has, which no script can know. */
    private String filledIn(String raw) {
        if (!raw.startsWith("cas<") || !raw.contains(",^,")) {
            return raw;
        }
        ModelEntry entry = keys.get(Frame.parse(raw).field(0));
        return raw.replace(",^,", "," + (entry == null ? 0 : entry.version.typed()) + ",");
    }

    private void check(ModelClient client, String raw, Answer answer, Span span) {
        Frame request = Frame.parse(raw);
        if (KeyStepMaker.isTooLong(raw) || KeyStepMaker.isTooLongEscaped(raw)) {
            new Checks(request, answer)
                    .refuseIf(KeyStepMaker.isTooLong(raw), "too-long")
                    .refuseIf(KeyStepMaker.isTooLongEscaped(raw), "bad-arguments")
                    .isRefused();
            return;
        }
        switch (request.name()) {
            case "get" -> model.get(request, answer, span);
            case "entry" -> model.entry(request, answer, span);
            case "keys" -> watches.keys(request, answer, span);
            case "watch" -> watches.watch(client, request, answer, span);
            case "unwatch" -> watches.unwatch(client, request, answer);
            case "put" -> model.put(client, request, answer, span);
            case "put-for" -> model.putFor(client, request, answer, span);
            case "hold" -> model.hold(client, request, answer, span);
            case "del" -> model.del(client, request, answer, span);
            case "cas" -> model.cas(client, request, answer, span);
            case "add" -> model.add(client, request, answer, span);
            default -> model.touch(client, request, answer, span);
        }
    }
}
