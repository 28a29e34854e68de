package maru.adapter.socket.room;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.session.CloseReason;
import maru.adapter.socket.session.Loop;
import maru.adapter.socket.session.Session;
import maru.adapter.socket.session.SessionRegistry;
import maru.adapter.socket.talk.EventFrames;
import maru.adapter.socket.talk.EventLines;
import maru.application.port.Caller;
import maru.application.port.Farewell;
import maru.application.port.Lane;
import maru.application.port.out.Audience;
import maru.application.port.out.Lanes;
import maru.domain.Event;
import maru.domain.chat.RoomName;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/** The event loops as lanes, and their sessions as those who hear. From any thread. */
public final class RoomAudience implements Audience, Lanes {
    /** Measured: with 10 and 100 members of a room whose one speaker waits for itself, beside NATS (docs/performance.md). */
    private static final int LEAST_MEMBERS_TO_HOLD = 64;

    private final SessionRegistry registry;
    private final List<Loop> loops;
    private final List<RoomHold> holds;

    /**
     * Shows things to these sessions.
     *
     * @param loops all there are, in their order
     * @param roomHold how long what a busy room tells may be kept back, to be sent with what comes after it; 0: not at all
     */
    public RoomAudience(SessionRegistry registry, List<Loop> loops, Duration roomHold) {
        this.registry = registry;
        this.loops = List.copyOf(loops);
        this.holds = loops.stream()
                .map(loop -> new RoomHold(loop, roomHold.toNanos(), LEAST_MEMBERS_TO_HOLD, System::nanoTime))
                .toList();
    }

    @Override
    public Lane of(int hash) {
        return loops.get(Math.floorMod(hash ^ (hash >>> Short.SIZE), loops.size()));
    }

    @Override
    public void schedule(Lane lane, Runnable task, long delayMillis) {
        ((Loop) lane).schedule(task, delayMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public Hall open(RoomName room, Lane lane) {
        return new LoopedHall((Loop) lane, holds);
    }

    @Override
    public void show(Caller to, Event event) {
        Session session = (Session) to;
        session.loop().execute(() -> session.attempt(() -> showNow(session, event)));
    }

    @Override
    public void showAll(Event event) {
        for (Loop loop : loops) {
            loop.execute(() -> registry.forEach(session -> {
                if (session.loop() == loop) {
                    session.attempt(() -> showNow(session, event));
                }
            }));
        }
    }

    private static void showNow(Session session, Event event) {
        if (!session.hasDialect()) {
            return;
        }
        if (session.readsLines()) {
            byte[] line = EventLines.of(event);
            if (line != null) {
                pushLine(session, event, line);
            }
            return;
        }
        FrameWriter frames = session.loop().borrow().lineFeeds(false);
        EventFrames.write(event, frames);
        session.outbox().push(frames.array(), 0, frames.length());
        session.loop().giveBack(frames);
    }

    /** Pushes a line that shows an event to a person, unless it is the person's own. */
    static void pushLine(Session reader, Event event, byte[] line) {
        UserName user = reader.user();
        if (user == null || EventLines.isFor(event, user)) {
            try {
                reader.outbox().push(line, 0, line.length);
            } catch (Throwable e) {
                reader.failLater(e);
            }
        }
    }

    @Override
    public @Nullable Caller find(long id) {
        return registry.find(id);
    }

    @Override
    public List<Caller> from(Predicate<InetAddress> addresses) {
        List<Caller> callers = new ArrayList<>();
        registry.forEach(session -> {
            if (addresses.test(session.address())) {
                callers.add(session);
            }
        });
        return callers;
    }

    @Override
    public void end(Caller caller, Ending why, Farewell farewell) {
        Session session = (Session) caller;
        CloseReason reason = switch (why) {
            case REPLACED -> CloseReason.REPLACED;
            case KICKED -> CloseReason.KICKED;
            case BANNED -> CloseReason.BANNED;
        };
        session.loop()
                .execute(() -> session.attempt(
                        () -> session.endAfterReplies(reason, farewell.retryMillis(), farewell.detail())));
    }
}
