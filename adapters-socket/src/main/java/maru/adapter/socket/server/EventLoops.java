package maru.adapter.socket.server;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import maru.adapter.socket.room.RoomAudience;
import maru.adapter.socket.session.Heartbeat;
import maru.adapter.socket.session.Loop;
import maru.adapter.socket.session.SessionRegistry;
import maru.application.port.out.TimeSource;

/** The threads {@code io-1 … io-n} and the heartbeat, and the sessions that they serve. */
public final class EventLoops {
    private final SessionRegistry registry = new SessionRegistry();
    private final Heartbeat heartbeat;
    private final EventLoopGroup group;
    private final Map<EventExecutor, Loop> loops = new LinkedHashMap<>();
    private final RoomAudience audience;

    /**
     * @param roomHold how long what a busy room tells may be kept back; 0: not at all
     * @param fatal is given what the process can't survive; it ends the process
     */
    public EventLoops(Transport transport, int count, Duration roomHold, TimeSource time, Consumer<Throwable> fatal) {
        heartbeat = new Heartbeat(registry, time);
        group = new MultiThreadIoEventLoopGroup(count, new LoopThreads(), transport.ioHandlers());
        for (EventExecutor executor : group) {
            loops.put(executor, new Loop((EventLoop) executor, loops.size(), heartbeat.clock(), fatal));
        }
        audience = new RoomAudience(registry, List.copyOf(loops.values()), roomHold);
    }

    /** Those who hear what happens on these loops. */
    public RoomAudience audience() {
        return audience;
    }

    /** For what clients have to do in time: the clock that decides stands still while the server does. */
    public TimeSource awakeTime() {
        return heartbeat.clock();
    }

    SessionRegistry registry() {
        return registry;
    }

    void forEach(BiConsumer<EventExecutor, Loop> consumer) {
        loops.forEach(consumer);
    }

    EventLoopGroup group() {
        return group;
    }

    void startHeartbeat() {
        heartbeat.start();
    }

    /** Ends the threads. */
    void close() {
        heartbeat.stop();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Names the threads {@code io-1}, {@code io-2}, … */
    private static final class LoopThreads implements ThreadFactory {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Thread newThread(Runnable work) {
            return new FastThreadLocalThread(work, "io-" + count.incrementAndGet());
        }
    }
}
