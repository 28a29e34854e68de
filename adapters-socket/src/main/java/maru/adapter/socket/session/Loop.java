package maru.adapter.socket.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import maru.adapter.socket.frame.FrameWriter;
import maru.application.port.Lane;

/**
 * An event loop as Maru sees it: the lane of its sessions, the buffers that they share, and the list of those that
 * have something to send at the end of the turn. All but {@link #execute}, {@link #isCurrent}, {@link #schedule},
 * {@link #expectPushes} and {@link #requests} is for the loop's own thread.
 */
public final class Loop implements Lane {
    /** As much as one read of a socket brings at most. */
    public static final int READ_BYTES = 64 << 10;

    /** Room behind the bytes read, so that they may be scanned by whole words. */
    private static final int PADDING = Long.BYTES;

    private static final int SPARE_WRITERS = 128;
    private static final int WRITER_BYTES = 512;
    private static final int LARGEST_SPARE = 2 * Outbox.ENOUGH_WAITING;
    private static final VarHandle REQUESTS;

    static {
        try {
            REQUESTS = MethodHandles.lookup().findVarHandle(Loop.class, "requests", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final EventLoop eventLoop;
    private final int index;
    private final SilenceClock clock;
    private final Consumer<Throwable> fatal;
    private final Inbox inbox = new Inbox(READ_BYTES, PADDING);
    private final ArrayDeque<FrameWriter> spare = new ArrayDeque<>();
    private final Runnable flushTurn = this::flushTurn;
    private final Runnable handOver = this::handOver;
    private List<Runnable> endings = new ArrayList<>();
    private List<Runnable> ending = new ArrayList<>();
    private List<Session> unflushed = new ArrayList<>();
    private List<Session> flushing = new ArrayList<>();
    private boolean turnEndExpected;
    private boolean handOverExpected;
    private long requests;
    private volatile boolean pushesExpected;

    /**
     * The lane of one event loop.
     *
     * @param index its number among all loops, from 0
     * @param fatal is given every error that the process can't survive
     */
    public Loop(EventLoop eventLoop, int index, SilenceClock clock, Consumer<Throwable> fatal) {
        this.eventLoop = eventLoop;
        this.index = index;
        this.clock = clock;
        this.fatal = fatal;
    }

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(() -> run(task));
    }

    /** Hands a task over when that time has passed. From any thread. */
    public void schedule(Runnable task, long delay, TimeUnit unit) {
        eventLoop.schedule(() -> run(task), delay, unit);
    }

    /** Its number among all loops, from 0. From any thread. */
    public int index() {
        return index;
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (VirtualMachineError e) {
            fatal.accept(e);
            throw e;
        }
    }

    @Override
    public boolean isCurrent() {
        return eventLoop.inEventLoop();
    }

    /** Pushes will follow within this turn: what reads produce until then leaves together with them. */
    public void expectPushes(boolean expected) {
        pushesExpected = expected;
    }

    /** How many requests this loop has read. From any thread. */
    public long requests() {
        return (long) REQUESTS.getOpaque(this);
    }

    public void countRequests(int count) {
        REQUESTS.setOpaque(this, requests + count);
    }

    SilenceClock clock() {
        return clock;
    }

    /** What the silence clock says. */
    public long now() {
        return clock.now();
    }

    /** What was read is done when the sockets that are ready have been read, or enough of them. */
    void take(Session session, ByteBuf bytes) {
        inbox.add(session, bytes);
        if (!handOverExpected) {
            handOverExpected = true;
            eventLoop.execute(handOver);
        }
    }

    private void handOver() {
        handOverExpected = false;
        run(inbox::handOver);
    }

    /** Has all done that was read so far. */
    public void handOverInput() {
        inbox.handOver();
    }

    public FrameWriter borrow() {
        FrameWriter writer = spare.pollLast();
        return writer == null ? new FrameWriter(WRITER_BYTES) : writer;
    }

    public void giveBack(FrameWriter writer) {
        if (spare.size() < SPARE_WRITERS && writer.capacity() <= LARGEST_SPARE) {
            writer.clear();
            spare.addLast(writer);
        }
    }

    /** Sends what the session has at the end of this turn, once. */
    void flushLater(Session session) {
        expectTurnEnd();
        unflushed.add(session);
    }

    /** Has something done at the end of this turn, before sessions are sent what they have. */
    public void atTurnEnd(Runnable work) {
        expectTurnEnd();
        endings.add(work);
    }

    private void expectTurnEnd() {
        if (!turnEndExpected) {
            turnEndExpected = true;
            eventLoop.execute(flushTurn);
        }
    }

    /** Whether what reads produce leaves at the end of this turn, together with what is pushed. */
    boolean arePushesExpected() {
        return pushesExpected || !endings.isEmpty();
    }

    private void flushTurn() {
        run(this::endTurn);
    }

    /** What is added meanwhile has its place in the next turn, but for sessions that the endings give something to send. */
    private void endTurn() {
        turnEndExpected = false;
        List<Runnable> works = endings;
        endings = ending;
        ending = works;
        int done = 0;
        try {
            while (done < works.size()) {
                works.get(done++).run();
            }
        } finally {
            works.subList(done, works.size()).forEach(this::atTurnEnd); // where one has failed
            works.clear();
            flushAll();
        }
    }

    private void flushAll() {
        List<Session> sessions = unflushed;
        unflushed = flushing;
        flushing = sessions;
        for (Session session : sessions) {
            session.flushTurn();
        }
        sessions.clear();
    }
}
