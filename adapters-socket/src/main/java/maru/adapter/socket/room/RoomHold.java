package maru.adapter.socket.room;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import maru.adapter.socket.session.Loop;

/**
 * Keeps back what busy rooms of one event loop tell, so that more of it goes out in one send: a room that has begun to
 * send less than this time ago waits until it is over, any other sends at the end of the turn. Nothing is kept longer
 * than that time. One timer for all rooms, and none while no room waits. On its loop only.
 */
final class RoomHold {
    private final Loop loop;
    private final long nanos;
    private final LongSupplier clock;
    private final Runnable over = this::over;
    private List<LoopRoom> waiting = new ArrayList<>(0);
    private List<LoopRoom> released = new ArrayList<>(0);

    /**
     * @param nanos 0: nothing is kept back
     * @param clock in nanoseconds, never runs backwards
     */
    RoomHold(Loop loop, long nanos, LongSupplier clock) {
        this.loop = loop;
        this.nanos = nanos;
        this.clock = clock;
    }

    Loop loop() {
        return loop;
    }

    /** A moment, of meaning for {@link #keepsBack} alone. */
    long now() {
        return nanos == 0 ? 0 : clock.getAsLong();
    }

    /** A moment so long ago that a room which has sent something then need not wait. */
    long longAgo() {
        return now() - nanos;
    }

    /**
     * Whether a room that has begun to send at that moment is to wait with what it tells now: then it is released when
     * that is over.
     */
    boolean keepsBack(LoopRoom room, long began) {
        long left = nanos - (now() - began);
        if (left <= 0) {
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
