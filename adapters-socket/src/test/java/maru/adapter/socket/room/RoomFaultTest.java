package maru.adapter.socket.room;

import static maru.adapter.socket.room.RoomTalk.message;
import static maru.adapter.socket.room.RoomTalk.shown;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import maru.application.port.out.Audience.Hall;
import maru.domain.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One member's fault is that member's: the others hear what they are to hear, then and later. */
final class RoomFaultTest {
    private final EmbeddedServer first = new EmbeddedServer();
    private final EmbeddedServer second = first.another(1);
    private final RoomAudience audience =
            new RoomAudience(first.registry(), List.of(first.loop(), second.loop()), Duration.ZERO);
    private final Hall hall = audience.open(RoomTalk.DEV, first.loop());
    private final EmbeddedClient bob = first.connectWithFrames();
    private final EmbeddedClient carol = first.connectWithFrames();
    private final EmbeddedClient dave = second.connectWithFrames();

    @AfterEach
    void closeLoops() {
        first.close();
        second.close();
    }

    @Test
    void aMemberWhoCantBeSentAnythingKeepsNobodyElseFromHearing() {
        List.of(bob, carol, dave).forEach(member -> hall.add(member.session(), () -> {}));
        turns();
        bob.failToSend();
        hall.tell(message(1));
        turns();
        hall.tell(message(2));
        turns();
        carol.assertReceived(shown(1) + shown(2));
        dave.assertReceived(shown(1) + shown(2));
        assertTrue(bob.session().hasEnded());
        assertFalse(carol.session().hasEnded());
    }

    @Test
    void aMemberWhoseAnswerFailsKeepsNobodyElseFromTheirs() {
        for (EmbeddedClient member : List.of(bob, dave)) {
            hall.add(member.session(), () -> {
                throw new IllegalStateException("a fault, made on purpose");
            });
        }
        EmbeddedClient erin = second.connectWithFrames();
        hall.add(carol.session(), () -> RoomTalk.reply(carol.session(), "joined"));
        hall.add(erin.session(), () -> RoomTalk.reply(erin.session(), "joined"));
        hall.tell(message(1));
        turns();
        carol.assertReceived("joined<>" + shown(1));
        erin.assertReceived("joined<>" + shown(1));
        assertTrue(bob.received().contains("bye<internal,"));
        assertTrue(dave.received().contains("bye<internal,"));
    }

    @Test
    void anEventThatCantBeWrittenLeavesNoHalfOfIt() {
        hall.add(carol.session(), () -> {});
        hall.tell(message(1));
        try {
            hall.tell(new Event() {});
        } catch (RuntimeException | Error e) {
            hall.tell(message(2));
        }
        turns();
        carol.assertReceived(shown(1) + shown(2));
    }

    @Test
    void whoCantBeShownANoticeKeepsNobodyElseFromIt() {
        bob.failToSend();
        audience.showAll(message(3));
        turns();
        carol.assertReceived(shown(3));
        dave.assertReceived(shown(3));
        assertTrue(bob.session().hasEnded());
    }

    private void turns() {
        for (int round = 0; round < 3; round++) {
            first.turn();
            second.turn();
        }
    }
}
