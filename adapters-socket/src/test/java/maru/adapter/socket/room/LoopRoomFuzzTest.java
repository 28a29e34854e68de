package maru.adapter.socket.room;

import static maru.adapter.socket.room.RoomTalk.message;
import static maru.adapter.socket.room.RoomTalk.shown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members come, go, ask and stop reading in any order, also while a round is under way: beside a plain list for each. */
final class LoopRoomFuzzTest {
    private static final int CLIENTS = 1_100;
    private static final int ACTIONS = 1_000;

    private final EmbeddedServer server = new EmbeddedServer();
    private LoopRoom room = new LoopRoom(RoomTalk.withoutHold(server));
    private final List<Reference> all = new ArrayList<>();
    private SplittableRandom random = new SplittableRandom();
    private int told;
    private int asked;

    /** A client, and what it is to have received but for the values that it asked for. */
    private static final class Reference {
        final EmbeddedClient client;
        final StringBuilder expected = new StringBuilder();
        boolean isMember;
        boolean isTyping;
        boolean isGone;
        int gets;

        Reference(EmbeddedClient client) {
            this.client = client;
        }
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 0", "4, 1000000", "5, 1000000", "6, 1000000"})
    void givesEachMemberEachMessageOnceAndInOrder(long seed, long holdNanos) {
        random = new SplittableRandom(seed);
        room = new LoopRoom(new RoomHold(server.loop(), holdNanos, 1, server::nanos));
        connect();
        server.entries().answerLater(true);
        for (int at = 0; at < ACTIONS; at++) {
            act();
            if (at % 50 == 49) {
                moveMany();
            }
        }
        server.entries().answerAll();
        server.turn();
        server.passNanos(holdNanos);
        all.stream().filter(each -> !each.isGone).forEach(each -> each.client.takeAll());
        all.forEach(this::check);
    }

    private void connect() {
        for (int at = 0; at < CLIENTS; at++) {
            Reference reference = new Reference(server.connectWithFrames());
            all.add(reference);
            if (random.nextInt(10) == 0) {
                reference.client.send("ping<>\n");
                reference.client.received();
                reference.isTyping = true;
            }
            if (random.nextInt(10) > 0) {
                join(reference);
            }
        }
    }

    private void act() {
        Reference reference = all.get(random.nextInt(CLIENTS));
        switch (random.nextInt(12)) {
            case 0, 1 -> tell();
            case 2, 3 -> join(reference);
            case 4, 5 -> leave(reference);
            case 6, 7 -> ask(reference);
            case 8 -> get(reference);
            case 9 -> take(reference);
            case 10 -> vanish(reference);
            default -> turn();
        }
    }

    /** So many leave, and later so many come, that places are given anew. */
    private void moveMany() {
        boolean leaving = random.nextBoolean();
        for (Reference reference : all) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            if (leaving) {
                leave(reference);
            } else {
                join(reference);
            }
        }
    }

    private void tell() {
        int id = ++told;
        room.tell(message(id));
        all.stream().filter(each -> each.isMember).forEach(each -> expect(each, shown(id)));
    }

    private void join(Reference reference) {
        if (!reference.isMember && !reference.isGone) {
            room.add(reference.client.session());
            reference.isMember = true;
            reply(reference, "joined");
        }
    }

    private void leave(Reference reference) {
        if (reference.isMember) {
            room.remove(reference.client.session());
            reference.isMember = false;
            reply(reference, "left");
        }
    }

    private void ask(Reference reference) {
        if (reference.isMember) {
            room.catchUp(reference.client.session());
            reply(reference, "who");
        }
    }

    /** A reply that will not be there for a while. */
    private void get(Reference reference) {
        if (!reference.isGone && reference.client.isBeingRead()) {
            reference.client.sendWithinTurn("get<k" + ++asked + ">");
            reference.gets++;
        }
        if (random.nextInt(20) == 0) {
            server.entries().answerAll();
        } else if (server.entries().waiting() > 0 && random.nextInt(3) == 0) {
            server.entries().answer(random.nextInt(server.entries().waiting()));
        }
    }

    private void take(Reference reference) {
        switch (random.nextInt(3)) {
            case 0 -> reference.client.takeNothing();
            case 1 -> reference.client.takeWithinTurn(random.nextInt(100));
            default -> reference.client.takeWithinTurn(Long.MAX_VALUE);
        }
    }

    /** The room may hear of it at once, or later. */
    private void vanish(Reference reference) {
        if (random.nextInt(4) == 0) {
            reference.client.vanishWithinTurn();
            reference.isGone = true;
            if (random.nextBoolean()) {
                leave(reference);
            }
        }
    }

    private void turn() {
        server.passNanos(random.nextInt(2_000_000));
        if (random.nextInt(4) == 0) {
            server.turn();
        } else {
            server.step();
        }
    }

    private void reply(Reference reference, String name) {
        if (!reference.isGone) {
            reference
                    .client
                    .session()
                    .outbox()
                    .writer()
                    .open(FrameWriter.name(name))
                    .close();
            reference.client.session().readCompleted();
            expect(reference, name + "<>");
        }
    }

    private static void expect(Reference reference, String frame) {
        reference.expected.append(frame).append(reference.isTyping ? "\n" : "");
    }

    private void check(Reference reference) {
        String received = reference.client.received();
        String others = received.replaceAll("none<>\n?", "");
        if (reference.isGone) {
            assertTrue(isCutOff(reference.expected.toString(), others), () -> others + " of " + reference.expected);
        } else {
            assertEquals(reference.expected.toString(), others);
            assertEquals(reference.gets, received.split("none<>", -1).length - 1);
        }
    }

    /** The end of what came may be a frame in part, which may be one that is not expected: a value. */
    private static boolean isCutOff(String expected, String received) {
        int whole = received.lastIndexOf('>') + 1;
        return expected.startsWith(received.substring(0, whole));
    }
}
