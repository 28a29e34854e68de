package maru.adapter.socket.room;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import maru.adapter.socket.session.Loop;

/**
 * Keeps back what busy rooms of one event loop tell, so that more of it goes out in one send: a room that has begun to
 * send less than this time ago waits until it is over, any other sends at the end of the turn. What sending takes is
 * part of that time, so that the last member too hears of something so much later at most; a room that is busy all the
 * time with sending never waits. One timer for all rooms, and none while no room waits. On its loop only.
 */
final class RoomHold {
    private final Loop loop;
    private final long nanos;
    private final int leastMembers;
    private final LongSupplier clock;
    private final Runnable over = this::over;
    private List<LoopRoom> waiting = new ArrayList<>(0);
    private List<LoopRoom> released = new ArrayList<>(0);

    /**
     * @param nanos 0: nothing is kept back
     * @param leastMembers a room that has fewer on this loop keeps nothing back: so few sends are no work to be saved, and
     *     who speaks when it has heard itself would be slowed down for nothing
     * @param clock in nanoseconds, never runs backwards
     */
    RoomHold(Loop loop, long nanos, int leastMembers, LongSupplier clock) {
        this.loop = loop;
        this.nanos = nanos;
        this.leastMembers = leastMembers;
        this.clock = clock;
    }

    Loop loop() {
        return loop;
    }

    /** A moment, of meaning here alone. */
    long now() {
        return nanos == 0 ? 0 : clock.getAsLong();
    }

    /** When a room that began to send at that moment, and has ended now, need not wait any longer. */
    long due(long began) {
        long took = now() - began;
        return began + nanos - took;
    }

    /** Whether a room is to wait with what it tells now: then it is released at that moment, or before. */
    boolean keepsBack(LoopRoom room, int members, long due) {
        long left = due - now();
        if (members < leastMembers || left <= 0) {
            return false;
        }
        if (waiting.isEmpty()) {
            loop.schedule(over, left, TimeUnit.NANOSECONDS);
        }
        waiting.add(room);
        return true;
    }

    /** Those whose own time is not over yet go along: one waking for all. */
    private void over() {
        List<LoopRoom> rooms = waiting;
        waiting = released;
        released = rooms;
        rooms.forEach(LoopRoom::release);
        rooms.clear();
    }
}
