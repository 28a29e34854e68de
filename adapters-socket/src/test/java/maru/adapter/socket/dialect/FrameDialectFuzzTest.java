package maru.adapter.socket.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import maru.adapter.socket.frame.FrameMaker;
import maru.adapter.socket.frame.ReferenceParser;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.Test;

/** Random and mutated frames through all of the server: each gets exactly one reply, in order, of the kind it has to be. */
final class FrameDialectFuzzTest {
    private static final int FRAMES = Boolean.getBoolean("maru.nightly") ? 1_000_000 : 100_000;
    private static final int FRAMES_A_RUN = 2_500;
    private static final int LIMIT = 64;
    private static final Pattern LIST = Pattern.compile("(keys|watch|help)<([0-9]+)>");
    private static final Pattern PUSH = Pattern.compile("(changed|removed)<(?s:.*)");

    private final ReferenceCommands commands = new ReferenceCommands(LIMIT);

    @Test
    void answersEachFrameOnceAndInOrder() {
        long seed = System.nanoTime();
        for (int frames = 0; frames < FRAMES; frames += FRAMES_A_RUN) {
            run(seed);
            seed++;
        }
    }

    /** The mutations made a name with a capital. */
    @Test
    void answersTheFramesOfASeedThatFailedOnce() {
        run(33781250191097L);
    }

    private void run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] sent = frames(new FrameMaker(random.split(), LIMIT));
        try (EmbeddedServer server = new EmbeddedServer(LIMIT)) {
            server.entries().answerLater(random.nextBoolean());
            server.talk().answerLater(random.nextBoolean());
            EmbeddedClient client = server.connectWithFrames();
            byte[] received = talk(server, client, sent, random);
            assertFalse(client.isClosed(), "seed " + seed);
            assertAnswers(sent, received, "seed " + seed + "L");
        }
    }

    private static byte[] frames(FrameMaker maker) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (int frame = 0; frame < FRAMES_A_RUN; frame++) {
            sent.writeBytes(maker.next());
        }
        return sent.toByteArray();
    }

    /** In pieces, to which answers come early and late, and which the client takes now and then. */
    private static byte[] talk(EmbeddedServer server, EmbeddedClient client, byte[] sent, SplittableRandom random) {
        int at = 0;
        while (at < sent.length) {
            int to = Math.min(sent.length, at + 1 + random.nextInt(random.nextInt(4) == 0 ? 30_000 : 100));
            client.send(Arrays.copyOfRange(sent, at, to));
            at = to;
            server.talk().answerAll();
            switch (random.nextInt(6)) {
                case 0 -> server.entries().answerAll();
                case 1 -> client.takeNothing();
                case 2 -> client.take(1 + random.nextInt(20_000));
                default -> client.takeAll();
            }
            server.turn();
        }
        while (server.entries().waiting() > 0
                || server.talk().waiting() > 0
                || client.unread() > 0
                || client.info().bytesWaiting() > 0) {
            server.entries().answerAll();
            server.talk().answerAll();
            server.turn();
            client.takeAll();
        }
        return client.received().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void assertAnswers(byte[] sent, byte[] received, String what) {
        List<String> asked = ReferenceParser.parse(sent, LIMIT, commands::isWrong);
        Iterator<String> said = ReferenceParser.parse(received, Integer.MAX_VALUE, frame -> false)
                .iterator();
        for (String request : asked) {
            String reply = next(said);
            while (PUSH.matcher(reply).matches()) {
                reply = next(said);
            }
            assertTrue(
                    Pattern.compile(commands.answer(request), Pattern.DOTALL)
                            .matcher(reply)
                            .matches(),
                    what + ": " + request + " was answered with " + reply);
            skipList(reply, said);
        }
        said.forEachRemaining(
                frame -> assertTrue(PUSH.matcher(frame).matches(), what + ": " + frame + " is left over"));
    }

    /** Nothing stands within a list. */
    private static void skipList(String reply, Iterator<String> said) {
        var list = LIST.matcher(reply);
        if (list.matches()) {
            String row = switch (list.group(1)) {
                case "keys" -> "key";
                case "watch" -> "changed";
                default -> "usage";
            };
            for (int rows = Integer.parseInt(list.group(2)); rows > 0; rows--) {
                assertEquals(row + "<", next(said).substring(0, row.length() + 1));
            }
        }
    }

    private static String next(Iterator<String> said) {
        return said.hasNext() ? said.next() : "nothing";
    }
}
