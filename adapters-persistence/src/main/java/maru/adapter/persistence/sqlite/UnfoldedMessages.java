package maru.adapter.persistence.sqlite;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rooms of which the journal has messages and the tables have not. They are folded room by room, each room's blocks
 * in their order: then a slice of folding is about few rooms. For {@code store-writer} alone, and before it runs for
 * {@code store-loader}.
 */
final class UnfoldedMessages {
    private final Set<StoredRoom> rooms = new LinkedHashSet<>();

    /** Messages of the room are in the journal now. */
    void add(StoredRoom room) {
        rooms.add(room);
    }

    /** Takes all that there is: what comes from now on is in other blocks. */
    List<MessageBlock> take() {
        List<MessageBlock> taken = new ArrayList<>();
        rooms.forEach(room -> taken.addAll(room.sealBlocks()));
        rooms.clear();
        return taken;
    }

    /** Has back what was taken and is not folded after all. */
    void giveBack(List<MessageBlock> taken) {
        taken.forEach(block -> rooms.add(block.room()));
    }

    /** The file is read anew. */
    void clear() {
        rooms.clear();
    }
}
