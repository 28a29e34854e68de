package maru.adapter.socket.testing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import org.junit.jupiter.api.Test;

final class LeakWatchTest {
    /** A watch of its own: what leaks here on purpose does not fail the run. */
    private final LeakWatch watch = new LeakWatch();

    private final ResourceLeakDetector<ByteBuf> detector = watch.newResourceLeakDetector(ByteBuf.class, 1);

    @Test
    void failsWhenABufferWasCollectedAndNotReleased() {
        leak();
        AssertionError error = assertThrows(AssertionError.class, watch::assertNoLeak);
        assertTrue(error.getMessage().startsWith("Leaked, collected before they were released: 1"), error.getMessage());
        assertTrue(error.getMessage().contains("touched in LeakWatchTest"), error.getMessage());
    }

    @Test
    void passesWhenEveryBufferWasReleased() {
        ByteBuf buffer = Unpooled.wrappedBuffer(new byte[1]);
        ResourceLeakTracker<ByteBuf> tracker = detector.track(buffer);
        buffer.release();
        assertTrue(tracker.close(buffer));
        assertDoesNotThrow(watch::assertNoLeak);
    }

    @Test
    void isInPlaceForTheTestsOfThisModule() {
        assertInstanceOf(LeakWatch.class, ResourceLeakDetectorFactory.instance());
        assertEquals(ResourceLeakDetector.Level.PARANOID, ResourceLeakDetector.getLevel());
    }

    /** A method of its own, so that no local variable keeps the buffer alive. */
    private void leak() {
        ResourceLeakTracker<ByteBuf> tracker = detector.track(Unpooled.wrappedBuffer(new byte[1]));
        tracker.record("touched in LeakWatchTest");
    }
}
