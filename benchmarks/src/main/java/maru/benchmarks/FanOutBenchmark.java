package maru.benchmarks;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import maru.adapter.socket.room.RoomAudience;
import maru.adapter.socket.session.Heartbeat;
import maru.adapter.socket.session.Loop;
import maru.adapter.socket.session.Session;
import maru.adapter.socket.session.SessionOptions;
import maru.adapter.socket.session.SessionRegistry;
import maru.application.limits.Limits;
import maru.application.port.out.Audience;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A turn in which 16 messages of 64 bytes are said in a room, up to the writes to its members' connections, which are no
 * sockets. An operation is one message to all members.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FanOutBenchmark {
    private static final int MESSAGES = 16;
    private static final SessionOptions OPTIONS =
            new SessionOptions(30_000, 1 << 20, 0, null, Limits.none(new FixedTime()), gone -> {});
    private static final RoomName ROOM = RoomName.of("dev");

    @Param({"10", "1000"})
    public int members = 1;

    private final EmbeddedChannel turns = new EmbeddedChannel();
    private final SessionRegistry registry = new SessionRegistry();
    private final Loop loop =
            new Loop(turns.eventLoop(), 0, new Heartbeat(registry, new FixedTime()).clock(), FanOutBenchmark::fail);
    private final Audience.Hall hall = new RoomAudience(registry, List.of(loop), Duration.ZERO).open(ROOM, loop);
    private final Message message =
            new Message(ROOM, 1_000_000, 1_800_000_000_000L, UserName.of("alice"), Text.of("m".repeat(64)));
    private final List<DrainedChannel> channels = new ArrayList<>();

    @Setup
    public void setUp() {
        for (int i = 0; i < members; i++) {
            DrainedChannel channel = new DrainedChannel();
            channels.add(channel);
            Session session = new Session(channel, loop, OPTIONS, registry, null);
            hall.add(session, () -> {});
        }
        turn();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void tellAll() {
        for (int i = 0; i < MESSAGES; i++) {
            hall.tell(message);
        }
        turn();
    }

    private void turn() {
        turns.runPendingTasks();
    }

    /** Nothing was held back. */
    @TearDown(Level.Iteration)
    public void check() {
        long first = channels.get(0).taken();
        if (first == 0 || channels.stream().anyMatch(channel -> channel.taken() != first)) {
            throw new IllegalStateException("not every member heard everything");
        }
    }

    @TearDown
    public void tearDown() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
        turns.finishAndReleaseAll();
    }

    private static void fail(Throwable error) {
        throw new IllegalStateException(error);
    }
}
