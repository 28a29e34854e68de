package maru.bootstrap.sessions;

import java.util.List;

/** Guests come, come back, and are looked for. */
final class AccountModel {
    private static final String NO_NAME = "bad-name";

    private final World world;

    AccountModel(World world) {
        this.world = world;
    }

    void login(ModelClient client, Frame request, Answer answer) {
        Spelling name = Spelling.of(request.field(0));
        boolean saysTaken = answer.reply().field(0).equals("name-taken");
        boolean isTaken = name != null && world.user(name).isTaken(saysTaken);
        Checks checks = new Checks(request, answer)
                .refuseIf(name == null, NO_NAME, "bad-arguments")
                .refuseIf(client.user != null, "already-logged-in")
                .refuseIf(isTaken, "name-taken");
        if (checks.isRefused() || name == null) {
            return;
        }
        ModelUser user = world.user(name);
        user.shown = name.shown();
        String token = answer.reply().field(2);
        checks.that(!token.isEmpty() && !token.equals(user.newestToken), "a new token");
        enter(client, user, token, answer, checks);
    }

    void resume(ModelClient client, Frame request, Answer answer) {
        String token = request.field(0);
        boolean worked = answer.reply().name().equals("welcome");
        ModelUser user = world.users.values().stream()
                .filter(its -> token.equals(its.token) && its.isTaken(worked))
                .findFirst()
                .orElse(null);
        Checks checks = new Checks(request, answer)
                .refuseIf(client.user != null, "already-logged-in")
                .refuseIf(user == null, "bad-credentials");
        if (checks.isRefused() || user == null) {
            return;
        }
        ModelClient replaced = user.online;
        if (replaced != null && world.general.has(replaced)) {
            world.general.exit(user);
        }
        enter(client, user, token, answer, checks);
        if (replaced != null) {
            world.end(replaced, true);
        }
    }

    private void enter(ModelClient client, ModelUser user, String token, Answer answer, Checks checks) {
        String id = answer.reply().field(0);
        checks.is(Frame.of("welcome", id, user.shown, token));
        checks.that(Long.parseLong(id) > 0 && world.ids.add(id), "an id that nobody had");
        if (user.online == null) {
            show(user, Frame.of("online", user.shown).toString());
        }
        client.user = user;
        user.comes(client, token);
        world.general.enter(user, client);
    }

    private static void show(ModelUser user, String push) {
        user.followers.forEach(follower -> follower.streams.expect(Streams.ofUser(user.identity), push));
    }

    void whois(ModelClient client, Frame request, Answer answer) {
        Spelling name = Spelling.of(request.field(0));
        ModelUser user = name == null ? null : world.user(name);
        Checks checks = new Checks(request, answer)
                .refuseIf(name == null, NO_NAME, "bad-arguments")
                .refuseIf(client.user == null, "login-required")
                .refuseIf(user != null && !user.wasSeen, "no-such-user");
        if (!checks.isRefused() && user != null) {
            Frame reply = answer.reply();
            checks.is(Frame.of("whois", user.shown, user.online == null ? "away" : "online", reply.field(2)));
            checks.that(Long.parseLong(reply.field(2)) <= System.currentTimeMillis() + 60_000, "a time");
        }
    }

    /** Also {@code unfollow}. */
    void follow(ModelClient client, Frame request, Answer answer) {
        Spelling name = Spelling.of(request.field(0));
        Checks checks = new Checks(request, answer)
                .refuseIf(name == null, NO_NAME, "bad-arguments")
                .refuseIf(client.user == null, "login-required");
        if (checks.isRefused() || name == null) {
            return;
        }
        checks.is(new Answer(Frame.of("ok", ""), List.of()));
        ModelUser user = world.user(name);
        if (request.name().equals("unfollow")) {
            user.followers.remove(client);
        } else {
            user.followers.add(client);
            String now = user.online == null
                    ? "away"
                    : Frame.of("online", user.shown).toString();
            client.streams.expect(Streams.ofUser(user.identity), now);
        }
    }

    void tell(ModelClient client, Frame request, Answer answer) {
        Spelling name = Spelling.of(request.field(0));
        String text = request.fieldsFrom(1);
        ModelClient to = name == null ? null : world.user(name).online;
        Checks checks = new Checks(request, answer)
                .refuseIf(name == null, NO_NAME, "bad-arguments")
                .refuseIf(!StepMaker.isText(text), "bad-arguments")
                .refuseIf(client.user == null, "login-required")
                .refuseIf(name != null && to == null, "no-such-user");
        if (checks.isRefused() || to == null || name == null || client.user == null) {
            return;
        }
        String id = answer.reply().field(0);
        checks.is(Frame.of("sent", id));
        checks.that(Long.parseLong(id) > world.lastWhisper, "an id above " + world.lastWhisper);
        world.lastWhisper = Long.parseLong(id);
        String whisper = Frame.of("whisper", id, client.user.shown, world.user(name).shown, text)
                .toString();
        client.streams.expect(Streams.WHISPERS, whisper);
        if (to != client) {
            to.streams.expect(Streams.WHISPERS, whisper);
        }
    }
}
