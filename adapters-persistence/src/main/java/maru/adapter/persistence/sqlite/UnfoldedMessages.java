package maru.adapter.persistence.sqlite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the journal has and the table has not, room by room, each room's messages in their order: then a slice of folding
 * is about few rooms, whose rows lie together in the table and its index. For {@code store-writer} alone, and before it
 * runs for {@code store-loader}.
 */
final class UnfoldedMessages {
    private Map<StoredRoom, List<RecordedMessage>> byRoom = new LinkedHashMap<>();
    private int count;

    /** A message that is in the journal now. */
    void add(RecordedMessage recorded) {
        byRoom.computeIfAbsent(recorded.room(), room -> new ArrayList<>()).add(recorded);
        count++;
    }

    /** Takes all that there is: what comes from now on is gathered anew. */
    List<RecordedMessage> take() {
        List<RecordedMessage> taken = new ArrayList<>(count);
        byRoom.values().forEach(taken::addAll);
        clear();
        return taken;
    }

    /** Has back what was taken and is not folded after all; what was gathered meanwhile is newer. */
    void giveBack(List<RecordedMessage> taken) {
        Map<StoredRoom, List<RecordedMessage>> newer = byRoom;
        clear();
        taken.forEach(this::add);
        newer.values().forEach(messages -> messages.forEach(this::add));
    }

    /** The file is read anew. */
    void clear() {
        byRoom = new LinkedHashMap<>();
        count = 0;
    }
}
