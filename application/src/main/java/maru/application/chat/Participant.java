package maru.application.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** What a caller who is logged in takes part in. For the caller's lane. */
public final class Participant {
    private final Map<RoomName, Room> rooms = new HashMap<>(2);
    private Set<UserName> followed = Set.of();

    /** The room of that name that it has joined, or asked to join. */
    @Nullable Room room(RoomName name) {
        return rooms.get(name);
    }

    void joins(RoomName name, Room room) {
        rooms.put(name, room);
    }

    @Nullable Room leaves(RoomName name) {
        return rooms.remove(name);
    }

    List<Room> rooms() {
        return new ArrayList<>(rooms.values());
    }

    /** Whom it follows; not to be changed. */
    public Set<UserName> followed() {
        return followed;
    }

    public void follows(UserName user) {
        if (followed.isEmpty()) {
            followed = new HashSet<>();
        }
        followed.add(user);
    }

    /** Whether it has followed the user. */
    public boolean unfollows(UserName user) {
        return !followed.isEmpty() && followed.remove(user);
    }
}
