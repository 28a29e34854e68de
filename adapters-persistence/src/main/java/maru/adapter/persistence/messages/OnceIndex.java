package maru.adapter.persistence.messages;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import maru.domain.chat.OnceKey;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * Under which keys users said something. A key is found for {@link OnceKey#KEPT_MILLIS}; of each user's keys the newest
 * {@link OnceKey#KEPT_OF_USER} that are confirmed are kept, and all that are not confirmed. A user whose keys are all
 * due goes with the next key that anybody adds.
 *
 * <p>A room is a number here, so that one that is made again shares nothing with the one that was forgotten.
 */
public final class OnceIndex {
    /** The user whose newest key is the oldest comes first. */
    private final Map<UserName, Keys> users = new LinkedHashMap<>();

    /** The id of what was said, or 0. */
    public long find(UserName user, long room, OnceKey key, long now) {
        Keys keys = users.get(user);
        Said said = keys == null ? null : keys.said.get(new RoomKey(room, key));
        return said == null || said.deadline <= now ? 0 : said.id;
    }

    /** Remembers what is not confirmed yet: {@link #confirm} or {@link #remove} follows. */
    public void add(UserName user, long room, OnceKey key, long id, long now) {
        addUntil(now + OnceKey.KEPT_MILLIS, user, room, key, id, now);
    }

    /** As {@link #add}, for what was said a while ago. */
    public void addUntil(long deadline, UserName user, long room, OnceKey key, long id, long now) {
        forgetDue(now);
        Keys found = users.remove(user);
        Keys keys = found == null ? new Keys() : found;
        users.put(user, keys);
        keys.add(new RoomKey(room, key), new Said(id, deadline));
    }

    /** The user's oldest key that is not confirmed is. */
    public void confirm(UserName user) {
        Keys keys = users.get(user);
        if (keys != null) {
            keys.confirm();
        }
    }

    /** It was not said after all. */
    public void remove(UserName user, long room, OnceKey key, long id) {
        Keys keys = users.get(user);
        if (keys != null) {
            keys.remove(new RoomKey(room, key), id);
            if (keys.said.isEmpty()) {
                users.remove(user);
            }
        }
    }

    public void clear() {
        users.clear();
    }

    /** How many users have keys. */
    int users() {
        return users.size();
    }

    private void forgetDue(long now) {
        Iterator<Keys> oldest = users.values().iterator();
        while (oldest.hasNext() && oldest.next().lastDeadline <= now) {
            oldest.remove();
        }
    }

    /** Of one user, in the order in which they were used. */
    private static final class Keys {
        final Map<RoomKey, Said> said = new LinkedHashMap<>();
        long lastDeadline;
        private int unconfirmed;

        void add(RoomKey key, Said what) {
            said.remove(key);
            said.put(key, what);
            lastDeadline = what.deadline;
            unconfirmed++;
        }

        void confirm() {
            unconfirmed = Math.max(0, unconfirmed - 1);
            Iterator<Said> oldest = said.values().iterator();
            while (said.size() - unconfirmed > OnceKey.KEPT_OF_USER) {
                oldest.next();
                oldest.remove();
            }
        }

        void remove(RoomKey key, long id) {
            unconfirmed = Math.max(0, unconfirmed - 1);
            @Nullable Said found = said.get(key);
            if (found != null && found.id == id) {
                said.remove(key);
            }
        }
    }

    private record RoomKey(long room, OnceKey key) {}

    private record Said(long id, long deadline) {}
}
