package maru.adapter.socket.room;

import static maru.adapter.socket.room.RoomTalk.ALICE;
import static maru.adapter.socket.room.RoomTalk.DEV;
import static maru.adapter.socket.room.RoomTalk.message;
import static maru.adapter.socket.room.RoomTalk.shown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import maru.application.port.Farewell;
import maru.application.port.Lane;
import maru.application.port.out.Audience.Ending;
import maru.application.port.out.Audience.Hall;
import maru.domain.Event;
import maru.domain.chat.Online;
import maru.domain.chat.Text;
import maru.domain.notice.Notice;
import maru.domain.notice.NoticeEnd;
import maru.domain.notice.NoticeLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RoomAudienceTest {
    private static final Event NOTICE = new Notice(4, NoticeLevel.WARN, 0, Text.of("soon, really"), null, null);
    private static final String NOTICE_SHOWN = "notice<4,warn,0,soon\\, really>";

    private final EmbeddedServer first = new EmbeddedServer();
    private final EmbeddedServer second = first.another(1);
    private final RoomAudience audience =
            new RoomAudience(first.registry(), List.of(first.loop(), second.loop()), Duration.ZERO);
    private final EmbeddedClient bob = first.connectWithFrames();
    private final EmbeddedClient carol = second.connectWithFrames();

    @AfterEach
    void closeLoops() {
        first.close();
        second.close();
    }

    @Test
    void showsOneCallerFrames() {
        audience.show(carol.session(), NOTICE);
        audience.show(carol.session(), new NoticeEnd(4));
        turns();
        carol.assertReceived(NOTICE_SHOWN + "notice-end<4>");
        bob.assertReceived("");
    }

    @Test
    void showsOneCallerOnItsOwnLoop() {
        audience.show(carol.session(), NOTICE);
        first.turn();
        carol.assertReceived("");
        second.turn();
        carol.assertReceived(NOTICE_SHOWN);
    }

    @Test
    void showsPeopleLines() {
        EmbeddedClient dave = RoomTalk.connectWithLines(first, "dave");
        EmbeddedClient alice = RoomTalk.connectWithLines(second, "alice");
        audience.showAll(NOTICE);
        audience.showAll(new Online(ALICE));
        audience.showAll(new NoticeEnd(4));
        audience.showAll(message(1));
        turns();
        dave.assertReceived("* NOTICE: soon, really\nalice: m1\n");
        alice.assertReceived("* NOTICE: soon, really\n");
    }

    @Test
    void showsAllOnEveryLoopOnce() {
        EmbeddedClient erin = second.connectWithFrames();
        audience.showAll(NOTICE);
        turns();
        for (EmbeddedClient client : List.of(bob, carol, erin)) {
            client.assertReceived(NOTICE_SHOWN);
        }
    }

    @Test
    void showsNothingBeforeADialectIsKnownNorBehindABye() {
        EmbeddedClient silent = first.connect();
        audience.showAll(NOTICE);
        audience.show(silent.session(), NOTICE);
        audience.end(bob.session(), Ending.KICKED, "enough");
        audience.show(bob.session(), NOTICE);
        turns();
        silent.assertReceived("");
        bob.assertReceived(NOTICE_SHOWN + "bye<kicked,-1,enough>");
    }

    @Test
    void endsBehindWhatWasShown() {
        audience.show(carol.session(), NOTICE);
        audience.end(carol.session(), Ending.REPLACED, "you are here <again>");
        audience.end(carol.session(), Ending.KICKED, "too late");
        turns();
        carol.assertReceived(NOTICE_SHOWN + "bye<replaced,-1,you are here \\<again\\>>");
        assertTrue(carol.isClosed());
        assertEquals(List.of(carol.id()), second.ended());
    }

    @Test
    void tellsWhoIsBannedWhenToComeAgain() {
        audience.end(carol.session(), Ending.BANNED, new Farewell(60_000, "spam, for an hour"));
        turns();
        carol.assertReceived("bye<banned,60000,spam\\, for an hour>");
    }

    @Test
    void findsThoseFromAnAddress() {
        assertEquals(List.of(), audience.from(address -> address.isLoopbackAddress()));
        assertTrue(audience.from(InetAddress::isAnyLocalAddress).contains(bob.session()));
    }

    @Test
    void endsBehindTheRepliesToWhatWasAskedFor() {
        first.entries().answerLater(true);
        bob.send("get<a>");
        audience.end(bob.session(), Ending.KICKED, "enough");
        turns();
        bob.assertReceived("");
        first.entries().answerAll();
        turns();
        bob.assertReceived("none<>bye<kicked,-1,enough>");
    }

    @Test
    void endsWhoHasNoDialectWithoutAWord() {
        EmbeddedClient silent = second.connect();
        audience.end(silent.session(), Ending.KICKED, "enough");
        turns();
        silent.assertReceived("");
        assertTrue(silent.isClosed());
    }

    @Test
    void findsASessionByItsNumber() {
        assertSame(carol.session(), audience.find(carol.id()));
        carol.vanish();
        assertNull(audience.find(carol.id()));
    }

    @Test
    void spreadsOverAllLoops() {
        Set<Lane> lanes = new HashSet<>();
        for (int hash : new int[] {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x10000}) {
            assertSame(audience.of(hash), audience.of(hash));
            lanes.add(audience.of(hash));
        }
        assertEquals(Set.of(first.loop(), second.loop()), lanes);
    }

    @Test
    void opensAHallThatReachesAllLoops() {
        Hall hall = audience.open(DEV, second.loop());
        hall.add(bob.session(), () -> {});
        hall.add(carol.session(), () -> {});
        hall.tell(message(1));
        second.turn();
        carol.assertReceived(shown(1));
        bob.assertReceived("");
        first.turn();
        bob.assertReceived(shown(1));
    }

    private void turns() {
        first.turn();
        second.turn();
    }
}
