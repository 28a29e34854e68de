package maru.adapter.socket.controller;

import java.util.Arrays;
import maru.domain.chat.RoomName;
import org.jspecify.annotations.Nullable;

/**
 * Names of rooms that were asked for lately: those who talk name the same room in each request, and need no new name
 * for it. For one loop.
 */
final class RoomNames {
    /** A power of 2. */
    private static final int SLOTS = 256;

    private static final int LAST_BYTES = 4;

    private final @Nullable RoomName[] slots = new @Nullable RoomName[SLOTS];

    /** The name that is spelled exactly like this, if it is still here. */
    @Nullable RoomName find(byte[] bytes, int from, int to) {
        RoomName name = slots[slot(bytes, from, to)];
        return name != null && Arrays.equals(name.utf8(), 0, name.utf8().length, bytes, from, to) ? name : null;
    }

    /** Keeps a name in place of another. */
    RoomName add(RoomName name) {
        slots[slot(name.utf8(), 0, name.utf8().length)] = name;
        return name;
    }

    /** Rooms that are told apart by a number at their end, such as those of games, have a slot each. */
    private static int slot(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int at = Math.max(from, to - LAST_BYTES); at < to; at++) {
            hash = 10 * hash + bytes[at];
        }
        return hash & (SLOTS - 1);
    }
}
