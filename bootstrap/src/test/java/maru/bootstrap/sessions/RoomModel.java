package maru.bootstrap.sessions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rooms are joined, talked in and left. */
final class RoomModel {
    private static final int MOST_LISTED = 1_000;
    private static final int LONGEST_KEY = 64;

    private final World world;

    RoomModel(World world) {
        this.world = world;
    }

    void join(ModelClient client, Frame request, Answer answer) {
        Spelling name = Spelling.of(request.field(0));
        Checks checks = new Checks(request, answer)
                .refuseIf(name == null, "bad-name", "bad-arguments")
                .refuseIf(client.user == null, "login-required");
        if (checks.isRefused() || name == null || client.user == null) {
            return;
        }
        ModelRoom room = world.roomToJoin(name);
        if (room.has(client)) {
            client.streams.expect(Streams.ofRoom(room.shown), "joined");
        } else {
            room.enter(client.user, client);
        }
        String epoch = answer.reply().field(2);
        checks.that(room.epoch == null || room.epoch.equals(epoch), "the epoch " + room.epoch);
        room.epoch = epoch;
        checks.is(Frame.of("joined", room.shown, room.members.size(), epoch, room.last()));
    }

    void leave(ModelClient client, Frame request, Answer answer) {
        Checks checks = new Checks(request, answer);
        ModelRoom room = ofMember(client, request, checks);
        if (checks.isRefused() || room == null || client.user == null) {
            return;
        }
        room.exit(client.user);
        client.streams.expect(Streams.ofRoom(room.shown), "left");
        checks.is(Frame.of("left", room.shown));
    }

    void say(ModelClient client, Frame request, Answer answer) {
        boolean isOnce = request.name().equals("say-once");
        String key = isOnce ? request.field(1) : null;
        String text = request.fieldsFrom(isOnce ? 2 : 1);
        Checks checks = new Checks(request, answer)
                .refuseIf(!StepMaker.isText(text), "bad-arguments")
                .refuseIf(key != null && (key.isEmpty() || key.length() > LONGEST_KEY), "bad-arguments");
        ModelRoom room = ofMember(client, request, checks);
        if (!checks.isRefused() && room != null && client.user != null) {
            checks.is(Frame.of("sent", room.say(client.user, text, key)));
        }
    }

    /** The room that is asked for; the caller has to be a member. */
    private @Nullable ModelRoom ofMember(ModelClient client, Frame request, Checks checks) {
        Spelling name = Spelling.of(request.field(0));
        ModelRoom room = world.room(name);
        checks.refuseIf(name == null, "bad-name", "bad-arguments")
                .refuseIf(client.user == null, "login-required")
                .refuseIf(name != null && room == null, "no-such-room")
                .refuseIf(room != null && !room.has(client), "not-a-member")
                .refuseIf(room != null && room.members.isEmpty(), "no-such-room");
        return room;
    }

    void who(ModelClient client, Frame request, Answer answer) {
        Spelling after = Spelling.of(request.field(1));
        Checks checks = new Checks(request, answer)
                .refuseIf(request.fields().size() > 1 && after == null, "bad-name", "bad-arguments");
        ModelRoom room = ofMember(client, request, checks);
        if (checks.isRefused() || room == null) {
            return;
        }
        List<Frame> rows = new ArrayList<>();
        room.members.forEach((identity, member) -> {
            if (member.user != null && isBehind(identity, after)) {
                rows.add(Frame.of("user", member.user.shown));
            }
        });
        client.streams.expect(Streams.ofRoom(room.shown), "who");
        checks.is(new Answer(Frame.of("who", rows.size()), rows));
    }

    void rooms(ModelClient client, Frame request, Answer answer) {
        Spelling after = Spelling.of(request.field(0));
        Checks checks = new Checks(request, answer).refuseIf(client.user == null, "login-required");
        if (!checks.isRefused()) {
            checks.is(list(after));
        }
    }

    private Answer list(@Nullable Spelling after) {
        List<Frame> rows = new ArrayList<>();
        for (Map.Entry<String, ModelRoom> entry : world.rooms.entrySet()) {
            ModelRoom room = entry.getValue();
            boolean isListed = !room.members.isEmpty() || room == world.general;
            if (isListed && isBehind(entry.getKey(), after)) {
                rows.add(Frame.of("room", room.shown, room.members.size()));
            }
        }
        return new Answer(Frame.of("rooms", rows.size()), rows);
    }

    /** What {@code rooms<>} answers when all who went are out of their rooms. */
    Answer list() {
        return list(null);
    }

    private static boolean isBehind(String identity, @Nullable Spelling after) {
        return after == null || identity.compareTo(after.identity()) > 0;
    }

    void history(ModelClient client, Frame request, Answer answer) {
        int limit = limit(request.field(1));
        Checks checks = new Checks(request, answer).refuseIf(limit < 1, "bad-arguments");
        ModelRoom room = ofMember(client, request, checks);
        if (checks.isRefused() || room == null) {
            return;
        }
        long before = request.fields().size() > 2 ? Long.parseLong(request.field(2)) : Long.MAX_VALUE;
        long to = Math.min(before - 1, room.last());
        client.streams.expect(Streams.ofRoom(room.shown), "history");
        checks.is(listed(room.messages(to - limit + 1, to)));
    }

    void since(ModelClient client, Frame request, Answer answer) {
        int limit = limit(request.field(3));
        Checks checks = new Checks(request, answer).refuseIf(limit < 1, "bad-arguments");
        ModelRoom room = ofMember(client, request, checks);
        long id = number(request.field(2));
        boolean isGap =
                room != null && (!request.field(1).equals(room.epoch) || id > room.last() || id + 1 < room.oldest());
        checks.refuseIf(isGap, "gap");
        if (checks.isRefused()) {
            checks.that(
                    room == null
                            || !answer.reply().field(0).equals("gap")
                            || number(answer.reply().field(1)) == room.oldest(),
                    "the oldest that is kept");
        } else if (room != null) {
            client.streams.expect(Streams.ofRoom(room.shown), "history");
            checks.is(listed(room.messages(id + 1, id + limit)));
        }
    }

    private static Answer listed(List<Frame> messages) {
        return new Answer(Frame.of("history", messages.size()), messages);
    }

    /** Below 1: it is none. */
    private static int limit(String typed) {
        return typed.matches("\\d{1,9}") ? Math.min(Integer.parseInt(typed), MOST_LISTED) : 0;
    }

    private static long number(String typed) {
        return typed.matches("\\d{1,18}") ? Long.parseLong(typed) : -1;
    }
}
