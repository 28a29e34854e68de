package maru.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import maru.adapter.socket.frame.FrameParser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Finding the frames of a read, 64 of them; an operation is one frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FrameParserBenchmark {
    private static final int FRAMES = 64;

    /** The server reads into a buffer with some room behind what was read. */
    private static final int ROOM_BEHIND = 64;

    /** What all the frames are. */
    public enum Kind {
        GET("get<key0000001>"),
        PUT("put<key0000001," + "v".repeat(64) + ">"),
        ESCAPED("put<key0000001," + "vvvvvv\\,".repeat(8) + ">"),
        SAY("say<dev," + "hello world, ".repeat(5) + ">");

        final String frame;

        Kind(String frame) {
            this.frame = frame;
        }
    }

    @Param
    public Kind kind = Kind.GET;

    private final FrameParser parser = new FrameParser(1 << 16);
    private byte[] bytes = {};
    private int length;

    @Setup
    public void setUp() {
        byte[] frames = kind.frame.repeat(FRAMES).getBytes(StandardCharsets.US_ASCII);
        length = frames.length;
        bytes = new byte[length + ROOM_BEHIND];
        System.arraycopy(frames, 0, bytes, 0, length);
        if (parse() == 0) {
            throw new IllegalStateException("no frame was found");
        }
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long parse() {
        parser.begin(bytes, 0, length);
        long names = 0;
        while (parser.next() == FrameParser.Outcome.FRAME) {
            names += parser.nameCode();
        }
        return names;
    }
}
