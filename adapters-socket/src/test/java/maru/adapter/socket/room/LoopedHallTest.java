package maru.adapter.socket.room;

import static maru.adapter.socket.room.RoomTalk.message;
import static maru.adapter.socket.room.RoomTalk.reply;
import static maru.adapter.socket.room.RoomTalk.shown;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A room at home on one event loop, with members on others. */
final class LoopedHallTest {
    private final EmbeddedServer home = new EmbeddedServer();
    private final EmbeddedServer second = home.another(1);
    private final EmbeddedServer third = home.another(2);
    private final List<EmbeddedServer> loops = List.of(home, second, third);
    private LoopedHall hall = hall(0);
    private final EmbeddedClient near = home.connectWithFrames();
    private final EmbeddedClient far = second.connectWithFrames();
    private final EmbeddedClient away = third.connectWithFrames();

    @AfterEach
    void closeLoops() {
        loops.forEach(EmbeddedServer::close);
    }

    @Test
    void doesAtOnceWhatIsForMembersAtHome() {
        List<String> done = new ArrayList<>();
        hall.add(near.session(), () -> done.add("added"));
        hall.answer(near.session(), () -> done.add("answered"));
        hall.remove(near.session(), () -> done.add("removed"));
        assertEquals(List.of("added", "answered", "removed"), done);
    }

    @Test
    void handsOverOnceForALoopAndTurn() {
        int before = second.tasks();
        hall.add(far.session(), () -> reply(far.session(), "joined"));
        for (int id = 1; id <= 20; id++) {
            hall.tell(message(id));
        }
        hall.answer(far.session(), () -> reply(far.session(), "who"));
        assertEquals(before, second.tasks());
        home.turn();
        assertEquals(before + 1, second.tasks());
        far.assertReceived("");
        second.turn();
        assertEquals(22, far.received().split(">").length);
    }

    @Test
    void leavesLoopsInPeaceThatHaveNoMember() {
        hall.add(near.session(), () -> {});
        hall.add(away.session(), () -> {});
        hall.remove(away.session(), () -> {});
        home.turn();
        third.turn();
        int before = second.tasks() + third.tasks();
        hall.tell(message(1));
        home.turn();
        assertEquals(before, second.tasks() + third.tasks());
        near.assertReceived(shown(1));
    }

    @Test
    void keepsTheOrderForEachMember() {
        for (EmbeddedClient member : List.of(near, far, away)) {
            hall.tell(message(1));
            hall.add(member.session(), () -> reply(member.session(), "joined"));
            hall.tell(message(2));
            hall.answer(member.session(), () -> reply(member.session(), "who"));
            hall.tell(message(3));
            hall.remove(member.session(), () -> reply(member.session(), "left"));
            hall.tell(message(4));
            loops.forEach(EmbeddedServer::turn);
            member.assertReceived("joined<>" + shown(2) + "who<>" + shown(3) + "left<>");
        }
    }

    @Test
    void showsLinesOnOtherLoopsToo() {
        EmbeddedClient dave = RoomTalk.connectWithLines(second, "dave");
        hall.add(dave.session(), () -> {});
        hall.tell(message(1));
        loops.forEach(EmbeddedServer::turn);
        dave.assertReceived("alice: m1\n");
    }

    @Test
    void goesOnWhenAMemberHasEndedBeforeItIsAddedThere() {
        hall.add(far.session(), () -> {});
        far.vanish();
        hall.tell(message(1));
        hall.remove(far.session(), () -> {});
        hall.tell(message(2));
        loops.forEach(EmbeddedServer::turn);
        far.assertReceived("");
        assertEquals(0, far.info().rooms());
    }

    private LoopedHall hall(long holdNanos) {
        return new LoopedHall(
                home.loop(),
                loops.stream()
                        .map(each -> new RoomHold(each.loop(), holdNanos, 1, each::nanos))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 0", "4, 1000000", "5, 1000000", "6, 1000000"})
    void keepsTheOrderInWhicheverOrderLoopsHaveTheirTurns(long seed, long holdNanos) {
        hall = hall(holdNanos);
        SplittableRandom random = new SplittableRandom(seed);
        List<Reference> all = new ArrayList<>();
        for (int at = 0; at < 30; at++) {
            all.add(new Reference(loops.get(at % loops.size()).connectWithFrames()));
        }
        for (int id = 1; id <= 3_000; id++) {
            act(random.nextInt(6), all.get(random.nextInt(all.size())), all, id);
            if (random.nextBoolean()) {
                EmbeddedServer loop = loops.get(random.nextInt(loops.size()));
                loop.passNanos(random.nextInt(1_000_000));
                loop.step();
            }
        }
        home.turn();
        loops.forEach(EmbeddedServer::turn);
        loops.forEach(each -> each.passNanos(holdNanos));
        loops.forEach(EmbeddedServer::turn);
        all.forEach(each -> each.client.assertReceived(each.expected.toString()));
    }

    private void act(int action, Reference reference, List<Reference> all, int id) {
        if (action < 2) {
            hall.tell(message(id));
            all.stream().filter(each -> each.isMember).forEach(each -> each.expected.append(shown(id)));
        } else if (!reference.isMember) {
            reference.isMember = true;
            hall.add(reference.client.session(), reference.replies("joined"));
        } else if (action == 2) {
            reference.isMember = false;
            hall.remove(reference.client.session(), reference.replies("left"));
        } else {
            hall.answer(reference.client.session(), reference.replies("who"));
        }
    }

    /** A client, and what it is to have received. */
    private static final class Reference {
        final EmbeddedClient client;
        final StringBuilder expected = new StringBuilder();
        boolean isMember;

        Reference(EmbeddedClient client) {
            this.client = client;
        }

        Runnable replies(String name) {
            expected.append(name).append("<>");
            return () -> reply(client.session(), name);
        }
    }
}
