package maru.adapter.socket.room;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.session.Feed;
import maru.adapter.socket.session.Loop;
import maru.adapter.socket.session.Session;
import maru.adapter.socket.talk.EventFrames;
import maru.adapter.socket.talk.EventLines;
import maru.domain.Event;
import org.jspecify.annotations.Nullable;

/**
 * The members of one room whose connections belong to one event loop, and what they are to hear.
 *
 * <p>What is told is appended to one buffer, once for all who read frames. At the end of the turn, or when the
 * {@link RoomHold} is over, the buffer is sealed, and each member is sent a slice of it: nothing is done for a single
 * message and member.
 *
 * <pre>
 *   buffer:  what nobody was sent yet     a member that came meanwhile begins at its {@code from}
 *   sealed:  what is being sent, seats [cursor, roundEnd) have not had it yet
 * </pre>
 *
 * After so many members others have their turn. What is told meanwhile goes to the next buffer, which waits until all
 * have had this one. On its loop only.
 */
final class LoopRoom {
    /** So many members are sent something before others than this room's have their turn. */
    private static final int MOST_AT_ONCE = 512;

    /** So much is not kept back any longer: one send of it costs little beside its bytes. */
    private static final int ENOUGH_KEPT = 16 << 10;

    private final Loop loop;
    private final RoomHold hold;
    private final Map<Session, Seat> bySession = new HashMap<>(2);
    private final List<Session> lineReaders = new ArrayList<>(0);
    private final Runnable deliver = this::deliver;
    private List<@Nullable Seat> seats = new ArrayList<>(2);
    private @Nullable FrameWriter buffer;
    private @Nullable FrameWriter sealed;
    private @Nullable ByteBuf shared;
    private int cursor;
    private int roundEnd;
    private long roundBegan;
    private long nextDue;
    private boolean keptBack;

    private final class Seat extends Feed {
        final Session session;
        int index;

        /** Where in the buffer that is not sealed yet this member begins. */
        int from;

        Seat(Session session, int index, int from) {
            this.session = session;
            this.index = index;
            this.from = from;
        }

        @Override
        protected void catchUp() {
            LoopRoom.this.catchUp(this);
        }
    }

    LoopRoom(RoomHold hold) {
        this.hold = hold;
        this.loop = hold.loop();
        this.nextDue = hold.now();
    }

    void add(Session member) {
        if (member.hasEnded()) {
            return;
        }
        if (member.readsLines()) {
            lineReaders.add(member);
        } else {
            Seat seat = new Seat(member, seats.size(), buffer == null ? 0 : buffer.length());
            if (bySession.putIfAbsent(member, seat) != null) {
                throw new IllegalStateException("a member is added once");
            }
            seats.add(seat);
            member.add(seat);
        }
        member.countRooms(1);
    }

    void remove(Session member) {
        Seat seat = bySession.remove(member);
        if (seat != null) {
            catchUp(seat);
            member.remove(seat);
            seats.set(seat.index, null);
            compact();
            member.countRooms(-1);
        } else if (lineReaders.remove(member)) {
            member.countRooms(-1);
        }
    }

    /** Has a member get what it is to hear so far before anything else. */
    void catchUp(Session member) {
        Seat seat = bySession.get(member);
        if (seat != null) {
            catchUp(seat);
        }
    }

    private void catchUp(Seat seat) {
        FrameWriter sending = sealed;
        if (sending != null && seat.index >= cursor && seat.index < roundEnd) {
            push(seat, sending);
            swapBehind(seat);
        }
        FrameWriter open = buffer;
        if (open != null) {
            push(seat, open);
            seat.from = open.length();
        }
    }

    private static void push(Seat seat, FrameWriter frames) {
        if (seat.from < frames.length()) {
            seat.session.outbox().push(frames.array(), seat.from, frames.length());
        }
        seat.from = 0;
    }

    /** Has had the sealed buffer: changes places with the one at the cursor, which moves on. */
    private void swapBehind(Seat seat) {
        Seat other = seats.get(cursor);
        seats.set(seat.index, other);
        if (other != null) {
            other.index = seat.index;
        }
        seats.set(cursor, seat);
        seat.index = cursor;
        cursor++;
    }

    void tell(Event event) {
        if (!bySession.isEmpty()) {
            if (buffer == null) {
                buffer = loop.borrow().lineFeeds(false);
                if (sealed == null) {
                    deliverLater();
                }
            }
            write(event, buffer);
            if (keptBack && buffer.length() >= ENOUGH_KEPT) {
                release();
            }
        }
        if (!lineReaders.isEmpty()) {
            tellInLines(event);
        }
    }

    /** All of it or nothing: what others were told stands in front of it. */
    private static void write(Event event, FrameWriter frames) {
        int before = frames.length();
        try {
            EventFrames.write(event, frames);
        } catch (RuntimeException | Error e) {
            frames.cutTo(before);
            throw e;
        }
    }

    private void tellInLines(Event event) {
        byte[] line = EventLines.of(event);
        if (line == null) {
            return;
        }
        for (Session reader : lineReaders) {
            RoomAudience.pushLine(reader, event, line);
        }
    }

    private void deliverLater() {
        keptBack = hold.keepsBack(this, bySession.size(), nextDue);
        if (!keptBack) {
            loop.atTurnEnd(deliver);
        }
    }

    /** What was kept back is sent at the end of this turn. */
    void release() {
        if (keptBack) {
            keptBack = false;
            loop.atTurnEnd(deliver);
        }
    }

    private void deliver() {
        FrameWriter frames = buffer;
        if (frames == null) {
            return;
        }
        roundBegan = hold.now();
        buffer = null;
        sealed = frames;
        cursor = 0;
        roundEnd = seats.size();
        serve();
    }

    private void serve() {
        FrameWriter frames = sealed;
        if (frames == null) {
            return;
        }
        int end = Math.min(roundEnd, cursor + MOST_AT_ONCE);
        while (cursor < end) {
            Seat seat = seats.get(cursor++);
            if (seat != null) {
                send(seat, frames);
            }
        }
        if (cursor < roundEnd) {
            loop.execute(this::serve);
        } else {
            endRound(frames);
        }
    }

    private void send(Seat seat, FrameWriter frames) {
        int from = seat.from;
        seat.from = 0;
        if (from == frames.length()) {
            return;
        }
        try {
            ByteBuf whole = shared;
            if (whole == null) {
                whole = seat.session.outbox().copyToShare(frames);
                shared = whole;
            }
            seat.session.outbox().pushShared(frames, whole, from);
        } catch (Throwable e) {
            seat.session.failLater(e);
        }
    }

    private void endRound(FrameWriter frames) {
        sealed = null;
        nextDue = hold.due(roundBegan);
        if (shared != null) {
            shared.release();
            shared = null;
        }
        loop.giveBack(frames);
        compact();
        if (buffer != null) {
            deliverLater();
        }
    }

    /** Seats that were left are taken out when they are more than those that are taken, and nobody counts on places. */
    private void compact() {
        if (sealed != null || seats.size() <= 2 * bySession.size() + 8) {
            return;
        }
        List<@Nullable Seat> taken = new ArrayList<>(bySession.size());
        for (Seat seat : seats) {
            if (seat != null) {
                seat.index = taken.size();
                taken.add(seat);
            }
        }
        seats = taken;
    }
}
