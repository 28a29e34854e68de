package maru.adapter.persistence.sqlite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import maru.domain.chat.OnceKey;
import maru.domain.chat.UserName;

/**
 * The keys of {@code say-once} that a start finds, of each user the newest: of the millions that may have been used
 * within the time that they are kept, no more is remembered, and no more takes memory here.
 */
final class NewestKeys {
    private static final Comparator<Used> BY_AGE =
            Comparator.comparingLong(Used::time).thenComparingLong(Used::id);

    private final long after;
    private final Map<String, PriorityQueue<Used>> users = new HashMap<>();

    /** @param after Unix milliseconds up to which messages are too old */
    NewestKeys(long after) {
        this.after = after;
    }

    long after() {
        return after;
    }

    /** A message with a key, where it stands in {@code bytes} as a {@link MessageCodec} wrote it. */
    void add(int room, long id, byte[] bytes, int at) {
        long time = MessageCodec.time(bytes, at);
        if (time > after) {
            PriorityQueue<Used> newest = newest(MessageCodec.sender(bytes, at));
            if (isNewer(time, newest)) {
                add(new Used(room, id, time, MessageCodec.once(bytes, at)), newest);
            }
        }
    }

    void add(int room, long id, long time, String sender, OnceKey key) {
        PriorityQueue<Used> newest = newest(sender);
        if (time > after && isNewer(time, newest)) {
            add(new Used(room, id, time, key), newest);
        }
    }

    private PriorityQueue<Used> newest(String sender) {
        return users.computeIfAbsent(sender, user -> new PriorityQueue<>(BY_AGE));
    }

    private static boolean isNewer(long time, PriorityQueue<Used> newest) {
        return newest.size() < OnceKey.KEPT_OF_USER || time >= newest.element().time;
    }

    private static void add(Used used, PriorityQueue<Used> newest) {
        newest.add(used);
        if (newest.size() > OnceKey.KEPT_OF_USER) {
            newest.remove();
        }
    }

    /** Hands them over, the oldest first. */
    void forEach(Reader reader) {
        List<Map.Entry<UserName, Used>> all = new ArrayList<>();
        users.forEach((sender, newest) -> {
            UserName user = UserName.of(sender);
            newest.forEach(used -> all.add(Map.entry(user, used)));
        });
        all.sort(Map.Entry.comparingByValue(BY_AGE));
        all.forEach(entry -> {
            Used used = entry.getValue();
            reader.read(entry.getKey(), used.room, used.key, used.id, used.time);
        });
    }

    private record Used(int room, long id, long time, OnceKey key) {}

    /** Takes keys. */
    interface Reader {
        void read(UserName user, int room, OnceKey key, long id, long time);
    }
}
