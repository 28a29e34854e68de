package maru.bootstrap.sessions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A room: who is in it, and what was said. */
final class ModelRoom {
    private final int kept;
    final String shown;

    /** Null: the server has not told it yet. */
    @Nullable String epoch;

    final TreeMap<String, ModelClient> members = new TreeMap<>();
    private final List<Frame> messages = new ArrayList<>();
    private final Map<String, Integer> byKey = new HashMap<>();

    /** @param kept how many messages are kept */
    ModelRoom(String shown, int kept) {
        this.shown = shown;
        this.kept = kept;
    }

    int last() {
        return messages.size();
    }

    /** Id of the oldest message that is kept, or would be. */
    int oldest() {
        return Math.max(1, last() - kept + 1);
    }

    /** Messages from one id to another, as far as they are kept. */
    List<Frame> messages(long from, long to) {
        int first = (int) Math.max(from, oldest());
        int end = (int) Math.min(to, last());
        return first > end ? List.of() : messages.subList(first - 1, end);
    }

    /** The id under which it was said. */
    int say(ModelUser from, String text, @Nullable String key) {
        String known = from.identity + " " + key;
        if (key != null && byKey.containsKey(known)) {
            return byKey.get(known);
        }
        Frame message = Frame.of("message", shown, last() + 1, from.shown, text);
        messages.add(message);
        if (key != null) {
            byKey.put(known, last());
        }
        tell(message);
        return last();
    }

    /** One who was no member. */
    void enter(ModelUser user, ModelClient client) {
        tell(Frame.of("entered", shown, user.shown));
        members.put(user.identity, client);
        client.streams.expect(Streams.ofRoom(shown), "joined");
    }

    void exit(ModelUser user) {
        members.remove(user.identity);
        tell(Frame.of("exited", shown, user.shown));
    }

    private void tell(Frame push) {
        members.values().forEach(member -> member.streams.expect(Streams.ofRoom(shown), push.toString()));
    }

    boolean has(ModelClient client) {
        return client.user != null && members.get(client.user.identity) == client;
    }
}
