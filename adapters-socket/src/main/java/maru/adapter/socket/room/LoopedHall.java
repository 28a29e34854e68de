package maru.adapter.socket.room;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import maru.adapter.socket.session.Loop;
import maru.adapter.socket.session.Session;
import maru.application.port.Caller;
import maru.application.port.out.Audience;
import maru.application.reply.Faults;
import maru.domain.Event;
import org.jspecify.annotations.Nullable;

/**
 * One room's members on all event loops. Called on the room's own loop, its home: there things are done at once; for
 * each other loop they are gathered and handed over together at the end of the turn, in their order.
 */
final class LoopedHall implements Audience.Hall {
    private final Loop home;
    private final List<RoomHold> holds;
    private final @Nullable Branch[] branches;

    /** @param holds of all loops, in their order */
    LoopedHall(Loop home, List<RoomHold> holds) {
        this.home = home;
        this.holds = holds;
        this.branches = new @Nullable Branch[holds.size()];
    }

    @Override
    public void add(Caller member, Runnable then) {
        Session session = (Session) member;
        Branch branch = branch(session.loop());
        branch.members++;
        branch.run(session, room -> {
            room.add(session);
            then.run();
        });
    }

    @Override
    public void remove(Caller member, Runnable then) {
        Session session = (Session) member;
        Branch branch = branch(session.loop());
        branch.members--;
        branch.run(session, room -> {
            room.remove(session);
            then.run();
        });
    }

    @Override
    public void tell(Event event) {
        for (Branch branch : branches) {
            if (branch != null && branch.members > 0) {
                branch.tell(event);
            }
        }
    }

    @Override
    public void answer(Caller member, Runnable then) {
        Session session = (Session) member;
        branch(session.loop()).run(session, room -> {
            room.catchUp(session);
            then.run();
        });
    }

    private Branch branch(Loop loop) {
        Branch branch = branches[loop.index()];
        if (branch == null) {
            branch = new Branch(home, loop, new LoopRoom(holds.get(loop.index())));
            branches[loop.index()] = branch;
        }
        return branch;
    }

    /** The members on one loop, as the room's home sees them. */
    private static final class Branch {
        final Loop home;
        final Loop loop;
        final LoopRoom room;
        final Runnable handOver = this::handOver;
        List<Runnable> gathered = new ArrayList<>(0);
        int members;

        Branch(Loop home, Loop loop, LoopRoom room) {
            this.home = home;
            this.loop = loop;
            this.room = room;
        }

        /** Does something for a member: where it fails that one ends, and the others have theirs. */
        void run(Session member, Consumer<LoopRoom> work) {
            if (loop == home) {
                attempt(member, work);
            } else {
                gather(() -> attempt(member, work));
            }
        }

        private void attempt(Session member, Consumer<LoopRoom> work) {
            try {
                work.accept(room);
            } catch (Throwable e) {
                member.failLater(e);
            }
        }

        private void gather(Runnable work) {
            if (gathered.isEmpty()) {
                home.atTurnEnd(handOver);
            }
            gathered.add(work);
        }

        void tell(Event event) {
            if (loop == home) {
                room.tell(event);
            } else {
                gather(() -> room.tell(event));
            }
        }

        private static void doAll(List<Runnable> works) {
            Faults faults = new Faults();
            works.forEach(faults::run);
            faults.rethrow();
        }

        private void handOver() {
            List<Runnable> works = gathered;
            gathered = new ArrayList<>(works.size());
            loop.execute(() -> doAll(works));
        }
    }
}
