package maru.bootstrap.sessions;

import static maru.bootstrap.sessions.KeyRules.isKey;
import static maru.bootstrap.sessions.KeyRules.isLong;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Keys are read and written. */
final class KeyModel {
    private static final long LONGEST_LIFE_SECONDS = 3_155_760_000L;

    private final ModelKeys keys;

    KeyModel(ModelKeys keys) {
        this.keys = keys;
    }

    void get(Frame request, Answer answer, Span span) {
        Checks checks = new Checks(request, answer).refuseIf(!isKey(request.fieldsFrom(0)), "bad-arguments");
        if (!checks.isRefused()) {
            ModelEntry found = keys.find(request.fieldsFrom(0), span, isSome(answer));
            checks.is(found == null ? Frame.of("none", "") : Frame.of("value", found.value));
        }
    }

    void entry(Frame request, Answer answer, Span span) {
        Checks checks = new Checks(request, answer).refuseIf(!isKey(request.fieldsFrom(0)), "bad-arguments");
        if (checks.isRefused()) {
            return;
        }
        ModelEntry found = keys.find(request.fieldsFrom(0), span, isSome(answer));
        if (found == null) {
            checks.is(Frame.of("none", ""));
            return;
        }
        Frame reply = answer.reply();
        boolean expires = found.expiry != null && reply.isNamed("entry") && found.expiry.shown(reply.field(1));
        if (!expires) {
            found.expiry = null;
        }
        checks.is(Frame.of("entry", reply.field(0), expires ? reply.field(1) : "0", found.value));
        found.version.shown(reply.field(0));
    }

    /** Whether the answer to a question says that there is something. */
    private static boolean isSome(Answer answer) {
        return !answer.reply().isNamed("none");
    }

    void put(ModelClient client, Frame request, Answer answer, Span span) {
        String value = request.fieldsFrom(1);
        Checks checks = new Checks(request, answer).refuseIf(request.fields().size() < 2, "bad-arguments");
        if (!isRefused(client, request, checks)) {
            checks.is(Frame.of("ok", ""));
            keys.find(request.field(0), span, null);
            keys.put(request.field(0), value, null, null);
        }
    }

    void putFor(ModelClient client, Frame request, Answer answer, Span span) {
        Checks checks = new Checks(request, answer)
                .refuseIf(request.fields().size() < 3 || !isLife(request.field(1), 1), "bad-arguments");
        if (!isRefused(client, request, checks)) {
            checks.is(Frame.of("ok", ""));
            keys.find(request.field(0), span, null);
            ModelExpiry expiry = ModelExpiry.in(Long.parseLong(request.field(1)), span);
            keys.put(request.field(0), request.fieldsFrom(2), expiry, null);
        }
    }

    void hold(ModelClient client, Frame request, Answer answer, Span span) {
        Checks checks = new Checks(request, answer).refuseIf(request.fields().size() < 2, "bad-arguments");
        if (isRefusedWithoutLook(client, request, checks)) {
            return;
        }
        ModelEntry found = keys.find(request.field(0), span, !answer.reply().isNamed("ok"));
        if (!isConflict(checks, answer, found, found != null && found.holder != client)) {
            changed(checks, answer, keys.put(request.field(0), request.fieldsFrom(1), null, client));
        }
    }

    void del(ModelClient client, Frame request, Answer answer, Span span) {
        Checks checks = new Checks(request, answer);
        if (isRefused(client, request, checks)) {
            return;
        }
        ModelEntry found = keys.find(request.field(0), span, isSome(answer));
        checks.is(Frame.of(found == null ? "none" : "ok", ""));
        if (found != null) {
            keys.delete(found);
        }
    }

    void cas(ModelClient client, Frame request, Answer answer, Span span) {
        Checks checks = new Checks(request, answer)
                .refuseIf(request.fields().size() < 3 || !isLong(request.field(1)), "bad-arguments");
        if (isRefusedWithoutLook(client, request, checks)) {
            return;
        }
        BigInteger typed = new BigInteger(request.field(1));
        boolean isForNothing = typed.signum() == 0;
        boolean isOk = answer.reply().isNamed("ok");
        boolean saysNothing = isOk ? isForNothing : answer.reply().field(1).equals("0");
        ModelEntry found = keys.find(request.field(0), span, !saysNothing);
        boolean isRight = found == null ? isForNothing : found.version.is(typed.longValueExact());
        if (!isConflict(checks, answer, found, !isRight)) {
            changed(checks, answer, change(client, request.field(0), found, request.fieldsFrom(2)));
        }
    }

    void add(ModelClient client, Frame request, Answer answer, Span span) {
        Checks checks = new Checks(request, answer)
                .refuseIf(request.fields().size() != 2 || !isLong(request.field(1)), "bad-arguments");
        if (isRefusedWithoutLook(client, request, checks)) {
            return;
        }
        String key = request.field(0);
        BigInteger amount = new BigInteger(request.field(1));
        ModelEntry before = keys.get(key);
        String sum = before == null ? "" : KeyRules.sum(before.value, amount);
        boolean isAmount = answer.reply().equals(Frame.of("value", amount));
        ModelEntry found = keys.find(key, span, !isAmount || sum.equals(amount.toString()));
        String expected = found == null ? amount.toString() : sum;
        checks.refuseIf(expected.isEmpty(), "conflict");
        if (!checks.isRefused()) {
            checks.is(Frame.of("value", expected));
            change(client, key, found, expected);
            ModelEntry after = keys.get(key);
            if (after != null && after.expiry != null && isAmount && !after.expiry.isAhead(span.answeredNanos())) {
                after.expiry = after.expiry.orNone();
            }
        }
    }

    /** By {@code cas} and {@code add}: the expiry is kept, and so is a hold by the holder. */
    private ModelVersion change(ModelClient client, String key, @Nullable ModelEntry found, String value) {
        boolean isOwn = found != null && found.holder == client;
        return keys.put(key, value, found == null ? null : found.expiry, isOwn ? client : null);
    }

    void touch(ModelClient client, Frame request, Answer answer, Span span) {
        Checks checks = new Checks(request, answer)
                .refuseIf(request.fields().size() != 2 || !isLife(request.field(1), 0), "bad-arguments");
        if (isRefusedWithoutLook(client, request, checks)) {
            return;
        }
        ModelEntry found = keys.find(request.field(0), span, isSome(answer));
        if (!isConflict(checks, answer, found, found != null && found.holder != null)) {
            checks.is(Frame.of(found == null ? "none" : "ok", ""));
            long seconds = Long.parseLong(request.field(1));
            if (found != null) {
                found.expiry = seconds == 0 ? null : ModelExpiry.in(seconds, span);
            }
        }
    }

    /** What is wrong with the request itself, or who asks. */
    private static void checkRequest(ModelClient client, Frame request, Checks checks) {
        String key = request.name().equals("del") ? request.fieldsFrom(0) : request.field(0);
        checks.refuseIf(!isKey(key), "bad-arguments").refuseIf(!KeyRules.mayWrite(client, key), "forbidden");
    }

    private static boolean isRefused(ModelClient client, Frame request, Checks checks) {
        checkRequest(client, request, checks);
        return checks.isRefused();
    }

    /** As above; what is not wrong so may yet be a conflict. */
    private static boolean isRefusedWithoutLook(ModelClient client, Frame request, Checks checks) {
        checkRequest(client, request, checks);
        return checks.isToBeRefused() && checks.isRefused();
    }

    /** The detail of such an error is the version found, alone. */
    private static boolean isConflict(Checks checks, Answer answer, @Nullable ModelEntry found, boolean is) {
        checks.refuseIf(is, "conflict");
        if (!checks.isRefused()) {
            return false;
        }
        checks.that(answer.reply().fields().size() == 2, "the version alone");
        if (found == null) {
            checks.is(Frame.of("error", "conflict", "0"));
        } else {
            found.version.shown(answer.reply().field(1));
        }
        return true;
    }

    private static void changed(Checks checks, Answer answer, ModelVersion version) {
        String shown = answer.reply().field(0);
        checks.is(Frame.of("ok", shown));
        version.shown(shown);
    }

    private static boolean isLife(String typed, long least) {
        return isLong(typed)
                && new BigInteger(typed).compareTo(BigInteger.valueOf(least)) >= 0
                && new BigInteger(typed).compareTo(BigInteger.valueOf(LONGEST_LIFE_SECONDS)) <= 0;
    }
}
