package maru.application.chat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import maru.application.limits.Rate;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** What a caller who is logged in takes part in. For the caller's lane. */
public final class Participant {
    /** Most are in one room at a time, for which no map is needed: either this or {@link #several} has what there is. */
    private @Nullable Room only;

    private @Nullable Map<RoomName, Room> several;
    private Set<UserName> followed = Set.of();

    /** Of the rate of its messages. */
    private long messageRate;

    /** The room of that name that it has joined, or asked to join. */
    @Nullable Room room(RoomName name) {
        if (several != null) {
            return several.get(name);
        }
        return only != null && only.name().equals(name) ? only : null;
    }

    void joins(RoomName name, Room room) {
        if (several == null && only == null) {
            only = room;
            return;
        }
        if (several == null) {
            several = new HashMap<>();
        }
        if (only != null) {
            several.put(only.name(), only);
            only = null;
        }
        several.put(name, room);
    }

    @Nullable Room leaves(RoomName name) {
        if (several != null) {
            return several.remove(name);
        }
        Room left = room(name);
        if (left != null) {
            only = null;
        }
        return left;
    }

    int roomCount() {
        if (several != null) {
            return several.size();
        }
        return only == null ? 0 : 1;
    }

    List<Room> rooms() {
        if (several != null) {
            return List.copyOf(several.values());
        }
        return only == null ? List.of() : List.of(only);
    }

    /**
     * It wants to say something.
     *
     * @return 0, or in how many microseconds it may
     */
    long takeMessage(Rate rate, long nowMicros) {
        long wait = rate.waitMicros(messageRate, nowMicros);
        if (wait == 0) {
            messageRate = rate.taken(messageRate, nowMicros);
        }
        return wait;
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
