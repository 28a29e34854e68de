package maru.bootstrap.sessions;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All users and rooms of the model. */
final class World {
    private final int kept;
    final Map<String, ModelUser> users = new HashMap<>();
    final TreeMap<String, ModelRoom> rooms = new TreeMap<>();
    final ModelRoom general;
    final Set<String> ids = new HashSet<>();
    long lastWhisper;

    /** @param kept how many messages a room keeps */
    World(int kept) {
        this.kept = kept;
        this.general = new ModelRoom("general", kept);
        rooms.put("general", general);
    }

    ModelUser user(Spelling name) {
        return users.computeIfAbsent(name.identity(), ModelUser::new);
    }

    /** Null: there is none. */
    @Nullable ModelRoom room(@Nullable Spelling name) {
        return name == null ? null : rooms.get(name.identity());
    }

    /** Made if there is none. */
    ModelRoom roomToJoin(Spelling name) {
        return rooms.computeIfAbsent(name.identity(), identity -> new ModelRoom(name.shown(), kept));
    }

    /** Who is online with a token, or null. */
    @Nullable ModelClient onlineWith(String token) {
        return users.values().stream()
                .filter(user -> token.equals(user.token))
                .map(user -> user.online)
                .filter(online -> online != null)
                .findFirst()
                .orElse(null);
    }

    /** A connection is gone; its user too, unless that one is here with another. */
    void end(ModelClient client, boolean mayResume) {
        ModelUser user = client.user;
        if (user == null) {
            return;
        }
        rooms.values().stream().filter(room -> room.has(client)).forEach(room -> room.exit(user));
        users.values().forEach(followed -> followed.followers.remove(client));
        client.user = null;
        if (user.online == client) {
            user.goes(mayResume);
            user.followers.forEach(follower -> follower.streams.expect(Streams.ofUser(user.identity), "away"));
        }
    }

    /** The server was started anew, on the same store: nobody is there, no token holds, and silent rooms are forgotten. */
    void restart() {
        ids.clear();
        rooms.values().removeIf(room -> room.last() == 0 && room != general);
        rooms.values().forEach(room -> room.members.clear());
        users.values().forEach(user -> {
            user.goes(false);
            user.followers.clear();
        });
    }
}
