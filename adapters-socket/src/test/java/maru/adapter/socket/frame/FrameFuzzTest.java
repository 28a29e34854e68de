package maru.adapter.socket.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A million random and mutated frames, ten million at night: the parser agrees with the reference on all of them. */
final class FrameFuzzTest {
    private static final int FRAMES = Boolean.getBoolean("maru.nightly") ? 10_000_000 : 1_000_000;
    private static final int FRAMES_A_RUN = 500;
    private static final int LIMIT = 64;

    @Test
    void agreesWithTheReferenceOnEveryFrame() {
        long seed = System.nanoTime();
        for (int frames = 0; frames < FRAMES; frames += FRAMES_A_RUN) {
            run(seed++);
        }
    }

    private static void run(long seed) {
        FrameMaker maker = new FrameMaker(new SplittableRandom(seed), LIMIT);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (int frame = 0; frame < FRAMES_A_RUN; frame++) {
            sent.writeBytes(maker.next());
        }
        byte[] bytes = sent.toByteArray();
        List<String> found = feed(bytes, new SplittableRandom(seed));
        List<String> expected = ReferenceParser.parse(bytes, LIMIT);
        if (!found.equals(expected)) {
            int at = 0;
            while (at < Math.min(found.size(), expected.size()) && found.get(at).equals(expected.get(at))) {
                at++;
            }
            assertEquals(
                    expected.subList(Math.max(0, at - 1), Math.min(at + 2, expected.size())),
                    found.subList(Math.max(0, at - 1), Math.min(at + 2, found.size())),
                    "seed " + seed + "L, outcome " + at);
        }
    }

    private static List<String> feed(byte[] bytes, SplittableRandom random) {
        PieceFeed feed = new PieceFeed(LIMIT);
        int at = 0;
        while (at < bytes.length) {
            int most = random.nextInt(8) == 0 ? 4 : 4 * LIMIT;
            int to = Math.min(bytes.length, at + 1 + random.nextInt(most));
            feed.feed(bytes, at, to);
            at = to;
        }
        return feed.found();
    }
}
